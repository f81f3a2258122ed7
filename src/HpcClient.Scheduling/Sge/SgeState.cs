using System.Buffers;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>The state letters of qstat (sge_status(5)): several may stand together, such as <c>hRwq</c>.</summary>
internal static class SgeState
{
    // Running, transferring, suspended in the several ways, running again, being deleted: it has its node.
    private static readonly SearchValues<char> WithNode = SearchValues.Create("rtsSTNPRd");

    /// <summary>Phase and cause. The error state is an end: nothing happens to such a job until an administrator acts.</summary>
    public static (SchedulerPhase Phase, EndCause Cause) Read(string letters) => letters switch
    {
        _ when letters.Contains('E', StringComparison.Ordinal) => (SchedulerPhase.Ended, EndCause.LaunchFailure),
        _ when letters.AsSpan().ContainsAny('q', 'w') => (SchedulerPhase.Queued, EndCause.None),
        _ when letters.AsSpan().ContainsAny(WithNode) => (SchedulerPhase.Running, EndCause.None),
        _ => (SchedulerPhase.Unknown, EndCause.None),
    };

    /// <summary>Why a job waits, where its letters say so.</summary>
    public static string? WaitReason(string letters) =>
        IsHeld(letters) ? "it is held"
        : HasRestarted(letters) ? "it waits to run again"
        : null;

    /// <summary>Whether it may not start yet, by a hold or for another job.</summary>
    public static bool IsHeld(string letters) => letters.Contains('h', StringComparison.Ordinal);

    /// <summary>Whether it has run before and was put back.</summary>
    public static bool HasRestarted(string letters) => letters.Contains('R', StringComparison.Ordinal);
}
