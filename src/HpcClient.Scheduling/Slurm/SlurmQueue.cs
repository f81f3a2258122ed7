using System.Globalization;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>One look at the queue with squeue.</summary>
internal sealed class SlurmQueue(SchedulerPrograms programs, bool allUsers)
{
    // The comment last: what follows a line break in it is lost, and must be nothing else.
    private static readonly string[] Fields = ["%i", "%j", "%T", "%r", "%N", "%S", "%e", "%V", "%k"];

    /// <summary>
    /// Asks for all our jobs, ended ones that the controller still remembers included. Not by id: squeue fails as a whole
    /// when a single asked id is unknown, and ten thousand ids do not fit an argument. Not by name, for the same length.
    /// </summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(CancellationToken cancellationToken)
    {
        List<string> arguments = ["-h", "-t", "all", "-o", string.Join(SlurmRows.Separator, Fields)];
        if (!allUsers)
        {
            // One user lets the controller send that user's jobs only.
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--user={ProcessUser.Id}"));
        }

        var answer = await programs.AskAsync("squeue", arguments, cancellationToken);
        return answer.Problem is { } problem ? ([], problem) : (Parse(answer.Text), null);
    }

    /// <summary>Reads what squeue printed.</summary>
    public static IReadOnlyList<Observation> Parse(string text) => [.. SlurmRows.Read(text, Fields.Length).Select(Row)];

    private static Observation Row(string[] fields)
    {
        var (phase, cause) = SlurmState.Read(fields[2]);
        var seen = new Observation
        {
            SchedulerJobId = fields[0],
            JobName = fields[1],
            Phase = phase,
            Cause = cause,
            RawState = fields[2],
            Reason = SlurmValues.Word(fields[3]),
            Comment = SlurmValues.Word(fields[8]),
            Node = SlurmValues.Word(fields[4]),

            SubmittedAt = SlurmValues.Time(fields[7]),

            // Before the start and the end these are forecasts.
            StartedAt = phase is SchedulerPhase.Queued ? null : SlurmValues.Time(fields[5]),
            EndedAt = phase is SchedulerPhase.Ended ? SlurmValues.Time(fields[6]) : null,
            Witness = "squeue",
        };
        return SlurmState.Refine(seen, "");
    }
}
