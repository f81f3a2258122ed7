using System.Globalization;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Verdicts;

/// <summary>What the scheduler's end causes mean for a researcher, each with the remedy.</summary>
internal static class CauseWords
{
    public static string Sentence(string scheduler, Observation seen) => seen.Cause switch
    {
        EndCause.OutOfMemory => $"The job used more memory than it had asked for and {scheduler} ended it{Peak(seen)}. Ask for more, for example with the tag ram=32G.",
        EndCause.TimeLimit => $"The job reached its time limit and {scheduler} ended it. Ask your HPC administrator for a longer limit.",
        EndCause.NodeFailure => $"The node{Node(seen)} on which the job ran failed. Run the job again.",
        EndCause.Preempted => $"A job of higher priority took the place of this one on{Node(seen)}. Run the job again.",
        EndCause.Cancelled => $"Somebody cancelled the job at {scheduler} ({seen.RawState}{Reason(seen)}). Ask your HPC administrator why.",
        EndCause.LaunchFailure => $"{scheduler} could not start the job{Node(seen)} ({seen.RawState}{Reason(seen)}). Tell your HPC administrator.",
        EndCause.ScriptSucceeded => $"The job script ended at {scheduler} without a word from the engine about the gear, so nothing counts as done. Tell your HPC administrator to look at the job's queue log.",
        EndCause.ScriptFailed => $"The job script failed at {scheduler} ({Exit(seen)}{Reason(seen)}) before the engine could say how the gear ended. Tell your HPC administrator to look at the job's queue log.",
        _ => $"The job ended at {scheduler} in the state {seen.RawState}{Reason(seen)}, without a word from the engine. Tell your HPC administrator.",
    };

    private static string Node(Observation seen) => seen.Node is { Length: > 0 } node ? $" {node}" : "";

    private static string Reason(Observation seen) => seen.Reason is { Length: > 0 } reason ? $": {reason}" : "";

    private static string Peak(Observation seen) => seen.PeakMemoryBytes is > 0 and var bytes
        ? string.Create(CultureInfo.InvariantCulture, $" (peak seen: {bytes / 1073741824.0:0.0} GiB)")
        : "";

    private static string Exit(Observation seen) => seen.Signal is > 0 ? $"signal {seen.Signal}" : $"exit code {seen.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}";
}
