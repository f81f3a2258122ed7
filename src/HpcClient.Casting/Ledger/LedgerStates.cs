namespace HpcClient.Casting.Ledger;

/// <summary>What the states mean for the work that is left.</summary>
public static class LedgerStates
{
    /// <summary>The state as one word in small letters.</summary>
    public static string Word(this LedgerState state) => state.ToString().ToLowerInvariant();

    /// <summary>Whether nothing is left to do at the scheduler; what the site must still learn stands in the outbox.</summary>
    public static bool IsFinal(this LedgerState state) =>
        state is LedgerState.Refused or LedgerState.Reported or LedgerState.Superseded;

    /// <summary>Whether the scheduler has it, or may have it.</summary>
    public static bool IsWithScheduler(this LedgerState state) =>
        state is LedgerState.Intended or LedgerState.Submitted or LedgerState.Queued or LedgerState.Running;
}
