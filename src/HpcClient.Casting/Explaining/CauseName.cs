using System.Text.Json;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Explaining;

/// <summary>How submissions end, in few words.</summary>
internal static class CauseName
{
    /// <summary>For people.</summary>
    public static string Words(EndCause cause) => cause switch
    {
        EndCause.None => "it has not ended",
        EndCause.ScriptSucceeded => "its script ended",
        EndCause.ScriptFailed => "its script failed",
        EndCause.OutOfMemory => "out of memory",
        EndCause.TimeLimit => "time limit",
        EndCause.NodeFailure => "node failure",
        EndCause.Preempted => "preempted",
        EndCause.Cancelled => "cancelled",
        EndCause.LaunchFailure => "not started by the scheduler",
        _ => "nobody knows how",
    };

    /// <summary>For programs, such as <c>out_of_memory</c>.</summary>
    public static string Code(EndCause cause) => JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString());
}
