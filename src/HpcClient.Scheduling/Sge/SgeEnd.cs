using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>How a run ended, from what accounting(5) tells of it.</summary>
internal static class SgeEnd
{
    private const int SignalBase = 128;
    private const int CpuTimeSignal = 24;

    /// <summary>The observation.</summary>
    public static Observation Of(SgeAccountingRow row)
    {
        var signal = row.Failed != 0 && row.ExitStatus is > SignalBase and <= SignalBase + 64 ? row.ExitStatus - SignalBase : null;
        var (cause, reason) = Read(row, signal);
        return new()
        {
            SchedulerJobId = row.JobNumber,
            JobName = row.JobName,
            Phase = SchedulerPhase.Ended,
            Cause = cause,
            RawState = row.Failed == 0 ? $"exit status {row.ExitStatus}" : $"failed {row.Failed}, exit status {row.ExitStatus}",
            Reason = reason,
            Node = row.Host,
            ExitCode = signal is null ? row.ExitStatus : null,
            Signal = signal,
            SubmittedAt = row.SubmittedAt,
            StartedAt = row.StartedAt,
            EndedAt = row.EndedAt,
            PeakMemoryBytes = row.PeakMemoryBytes,
            CpuTime = row.CpuTime,
            CancelledBy = row.Failed != 0 && row.DeletedBy is { } who ? PlainWords.Of(who) : null,
            TimeLimit = row.Asked.TimeLimit,
            Cpus = row.Slots,
            MemoryLimitBytes = row.Asked.MemoryBytes(row.Slots),
            Gpus = row.Asked.Gpus,
            Witness = "qacct",
        };
    }

    private static (EndCause Cause, string? Reason) Read(SgeAccountingRow row, int? signal) => row.Failed switch
    {
        _ when row.Failed != 0 && row.DeletedBy is { } who => (EndCause.Cancelled, $"deleted by {who}"),
        0 => (row.ExitStatus == 0 ? EndCause.ScriptSucceeded : EndCause.ScriptFailed, null),

        // Limits of one job and killing by hand are told alike by releases and by ways of killing: measure.
        37 or 100 or 17 when SgeLimits.Overrun(row) is { } limit => limit,
        37 => (EndCause.TimeLimit, row.FailedWords),
        100 or 17 when signal == CpuTimeSignal => (EndCause.TimeLimit, "it reached its limit of CPU time"),
        100 or 17 when signal is not null => (EndCause.ScriptFailed,
            "by qdel, by the node's kernel for want of memory, or by the job itself: Grid Engine does not tell which"),

        // Prolog, epilog and the clean-up of a parallel environment: the script itself ran.
        >= 12 and <= 16 or 30 => (row.ExitStatus == 0 ? EndCause.ScriptSucceeded : EndCause.ScriptFailed, row.FailedWords),

        // The shepherd died, and with it all word of the job.
        18 or 19 or 100 or 17 => (EndCause.NodeFailure, row.FailedWords),
        < 12 or 20 or 21 or (>= 26 and <= 38) => (EndCause.LaunchFailure, row.FailedWords),
        _ => (EndCause.Unknown, row.FailedWords),
    };
}
