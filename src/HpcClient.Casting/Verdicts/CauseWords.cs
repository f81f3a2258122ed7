using System.Globalization;
using HpcClient.Casting.Reporting;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Verdicts;

/// <summary>What the scheduler's end causes mean for a researcher, each with what is known of limit and use, and the remedy.</summary>
internal static class CauseWords
{
    /// <summary>What happened.</summary>
    public static string What(string scheduler, Observation seen) => seen.Cause switch
    {
        EndCause.OutOfMemory => $"The job used more memory than it had asked for{Memory(seen)} and was ended for it{At(scheduler)}.",
        EndCause.TimeLimit => $"The job reached its time limit{Limit(seen)} and was ended{At(scheduler)}.",
        EndCause.NodeFailure => $"The node{Node(seen)} on which the job ran failed.",
        EndCause.Preempted => $"A job of higher priority took the place of this one{On(seen)}.",
        EndCause.Cancelled => $"Somebody cancelled the job{At(scheduler)}{By(seen)} ({Raw(seen)}).",
        EndCause.LaunchFailure => $"{scheduler} could not start the job{On(seen)} ({Raw(seen)}).",
        EndCause.ScriptSucceeded => $"The job script ended{At(scheduler)} without a word from the engine about the gear, so nothing counts as done.",
        EndCause.ScriptFailed => $"The job script failed{At(scheduler)} ({Exit(seen)}{Reason(seen)}) before the engine could say how the gear ended.",
        _ => $"The job ended{At(scheduler)} in the state {Raw(seen)}, without a word from the engine.",
    };

    /// <summary>What its researcher can do about it.</summary>
    public static string Remedy(EndCause cause) => cause switch
    {
        EndCause.OutOfMemory => "Ask for more, for example with the tag ram=32G.",
        EndCause.TimeLimit => "Ask for a longer walltime, or ask your HPC administrator for a longer limit.",
        EndCause.NodeFailure or EndCause.Preempted => "Run the job again.",
        EndCause.Cancelled => "Ask your HPC administrator why.",
        EndCause.ScriptSucceeded or EndCause.ScriptFailed => "Tell your HPC administrator to look at the job's queue log.",
        _ => "Tell your HPC administrator.",
    };

    private static string At(string scheduler) => $" at {scheduler}";

    private static string Node(Observation seen) => seen.Node is { Length: > 0 } node ? $" {SafeText.Of(node)}" : "";

    private static string On(Observation seen) => seen.Node is { Length: > 0 } node ? $" on {SafeText.Of(node)}" : "";

    private static string By(Observation seen) => seen.CancelledBy is { Length: > 0 } who ? $", namely {SafeText.Of(who)}" : "";

    private static string Raw(Observation seen) => $"{SafeText.Of(seen.RawState)}{Reason(seen)}";

    private static string Reason(Observation seen) => seen.Reason is { Length: > 0 } reason ? $": {SafeText.Whole(reason)}" : "";

    private static string Memory(Observation seen) => (seen.MemoryLimitBytes, seen.PeakMemoryBytes) switch
    {
        (long and > 0 and var limit, long and > 0 and var peak) => $" ({MemoryText.Of(limit)}; peak seen: {MemoryText.Of(peak)})",
        (long and > 0 and var limit, _) => $" ({MemoryText.Of(limit)})",
        (_, > 0 and var peak) => $" (peak seen: {MemoryText.Of(peak)})",
        _ => "",
    };

    private static string Limit(Observation seen) => seen.TimeLimit is { } limit ? $" of {WalltimeFormat.Write(limit)}" : "";

    private static string Exit(Observation seen) => seen.Signal is > 0 ? $"signal {seen.Signal}" : $"exit code {seen.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}";
}
