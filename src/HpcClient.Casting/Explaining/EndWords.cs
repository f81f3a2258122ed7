using HpcClient.Settings.Records;

namespace HpcClient.Casting.Explaining;

/// <summary>Outcomes of the engine's work, for people.</summary>
internal static class EndWords
{
    /// <summary>The outcome in words.</summary>
    public static string Of(EndOutcome outcome) => outcome switch
    {
        EndOutcome.Complete => "complete",
        EndOutcome.GearFailed => "the gear failed",
        EndOutcome.Cancelled => "cancelled at the site",
        EndOutcome.Stopped => "told to stop (time limit, cancellation at the scheduler, or preemption)",
        EndOutcome.EngineFailed => "something around the gear failed",
        EndOutcome.Refused => "the engine did not start it",
        _ => outcome.ToString(),
    };
}
