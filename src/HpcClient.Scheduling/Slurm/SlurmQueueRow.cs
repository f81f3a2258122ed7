using System.Globalization;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>One row of squeue.</summary>
/// <param name="Job">What it tells of the job itself.</param>
/// <param name="Partitions">The partitions it runs or may run in.</param>
/// <param name="Priority">Its priority; the higher starts first.</param>
/// <param name="StandsInLine">Whether it waits for nothing but room.</param>
internal sealed record SlurmQueueRow(Observation Job, string[] Partitions, double Priority, bool StandsInLine)
{
    /// <summary>Names of the columns for --Format (squeue(1)); the comment last: what follows a line break in it is lost, and must be nothing else.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "jobarrayid", "name", "state", "reason", "nodelist", "starttime", "endtime", "submittime",
        "partition", "prioritylong", "tres-alloc", "timelimit", "restartcnt", "dependency", "comment",
    ];

    /// <summary>The same columns for --format, which every release knows; it cannot tell restarts, and of resources only CPUs.</summary>
    public static IReadOnlyList<string> OldColumns { get; } =
        ["%i", "%j", "%T", "%r", "%N", "%S", "%e", "%V", "%P", "%Q", "cpu=%C", "%l", "", "%E", "%k"];

    /// <summary>Place in the line among jobs of one priority: the older first.</summary>
    public long Order { get; } = SlurmValues.LeadingNumber(Job.SchedulerJobId);

    /// <summary>Reads the fields of one row.</summary>
    public static SlurmQueueRow Of(string[] fields)
    {
        var (phase, cause) = SlurmState.Read(fields[2]);
        var queued = phase == SchedulerPhase.Queued;
        var reason = SlurmValues.Word(fields[3]);
        var start = SlurmValues.Time(fields[5]);
        var tres = SlurmTres.Read(fields[10]);

        // What is listed before the start is asked for, not given.
        var given = queued || start is null || fields[4].Length == 0 ? null : tres;
        var seen = new Observation
        {
            SchedulerJobId = fields[0],
            JobName = fields[1],
            Phase = phase,
            Cause = cause,
            RawState = fields[2],
            Reason = reason,
            Comment = SlurmValues.Word(fields[14]),
            Node = SlurmValues.Word(fields[4]),
            SubmittedAt = SlurmValues.Time(fields[7]),

            // Before the start and the end these are forecasts.
            StartedAt = queued ? null : start,
            EndedAt = phase is SchedulerPhase.Ended ? SlurmValues.Time(fields[6]) : null,
            ExpectedStart = queued ? start : null,
            WaitsFor = queued ? SlurmWait.Words(reason, Asked(tres, fields[8]), SlurmValues.Word(fields[13])) : null,
            TimeLimit = SlurmValues.Span(fields[11]),
            RestartCount = int.TryParse(fields[12], NumberStyles.None, CultureInfo.InvariantCulture, out var restarts) ? restarts : 0,
            Cpus = given?.Cpus,
            MemoryLimitBytes = given?.MemoryBytes,
            Gpus = given?.Gpus,
            Witness = "squeue",
        };
        return new(
            SlurmState.Refine(seen, ""),
            fields[8].Split(','),
            double.TryParse(fields[9], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var priority) ? priority : 0,
            queued && SlurmWait.StandsInLine(reason));
    }

    private static AskedResources Asked(SlurmTres tres, string partitions) => new()
    {
        Cpus = tres.Cpus,
        MemoryBytes = tres.MemoryBytes,
        Gpus = tres.Gpus,
        Place = partitions.Length == 0 ? null : $"partition {partitions.Replace(",", " or ", StringComparison.Ordinal)}",
    };
}
