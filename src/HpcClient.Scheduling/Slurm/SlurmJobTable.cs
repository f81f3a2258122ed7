using System.Globalization;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>
/// The controller's own table (<c>scontrol show job</c>): what is left where there is no accounting. It forgets a job
/// MinJobAge after its end, 300 s unless the site says otherwise.
/// </summary>
internal sealed class SlurmJobTable(SchedulerPrograms programs)
{
    /// <summary>Asks for all jobs, in one call whatever their number.</summary>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await programs.AskAsync("scontrol", ["-o", "show", "job"], cancellationToken);
        return answer.Problem is { } problem ? ([], problem) : (Parse(answer.Text), null);
    }

    /// <summary>Reads what scontrol printed, one job a line.</summary>
    public static IReadOnlyList<Observation> Parse(string text) =>
        [.. text.Split('\n').Where(line => line.StartsWith("JobId=", StringComparison.Ordinal)).Select(Row)];

    private static Observation Row(string line)
    {
        var state = Value(line, "JobState");
        var (phase, cause) = SlurmState.Read(state);
        var (exitCode, signal) = SlurmValues.Exit(Value(line, "ExitCode"));
        var ended = phase == SchedulerPhase.Ended;
        var task = Value(line, "ArrayTaskId");
        var reason = SlurmValues.Word(Value(line, "Reason"));
        var node = SlurmValues.Word(Value(line, "NodeList"));
        var start = SlurmValues.Time(Value(line, "StartTime"));
        var queued = phase == SchedulerPhase.Queued;

        // One list up to 23.02; later releases tell what was given apart from what was asked for.
        var given = node is null ? null : SlurmTres.Read(Value(line, "AllocTRES") is { Length: > 0 } list ? list : Value(line, "TRES"));
        var seen = new Observation
        {
            SchedulerJobId = task.Length > 0 ? $"{Value(line, "ArrayJobId")}_{task}" : Value(line, "JobId"),
            JobName = Value(line, "JobName"),
            Phase = phase,
            Cause = cause,
            RawState = state,
            Reason = reason,
            Comment = SlurmValues.Word(Value(line, "Comment")),
            Node = node,
            ExitCode = ended ? exitCode : null,
            Signal = ended ? signal : null,
            SubmittedAt = SlurmValues.Time(Value(line, "SubmitTime")),
            StartedAt = queued ? null : start,
            EndedAt = ended ? SlurmValues.Time(Value(line, "EndTime")) : null,
            ExpectedStart = queued ? start : null,
            WaitsFor = queued ? SlurmWait.Words(reason, new() { Place = $"partition {Value(line, "Partition")}" }) : null,
            RestartCount = int.TryParse(Value(line, "Restarts"), NumberStyles.None, CultureInfo.InvariantCulture, out var restarts) ? restarts : 0,
            TimeLimit = SlurmValues.Span(Value(line, "TimeLimit")),
            Cpus = given?.Cpus,
            MemoryLimitBytes = given?.MemoryBytes,
            Gpus = given?.Gpus,
            Witness = "scontrol",
        };
        return SlurmState.Refine(seen, Value(line, "ExitCode"));
    }

    private static string Value(string line, string key)
    {
        var start = line.StartsWith(key + "=", StringComparison.Ordinal) ? 0 : line.IndexOf($" {key}=", StringComparison.Ordinal) + 1;
        if (start == 0 && !line.StartsWith(key + "=", StringComparison.Ordinal))
        {
            return "";
        }

        start += key.Length + 1;
        var end = line.IndexOf(' ', start);
        return end < 0 ? line[start..] : line[start..end];
    }
}
