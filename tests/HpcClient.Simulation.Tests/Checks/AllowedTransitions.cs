using HpcClient.Casting.Ledger;

namespace HpcClient.Simulation.Tests.Checks;

/// <summary>The ways that a job may go in the ledger. What stays in its state is no way, and always allowed.</summary>
internal static class AllowedTransitions
{
    private static readonly Dictionary<LedgerState, LedgerState[]> Ways = new()
    {
        [LedgerState.Admitted] = [LedgerState.Intended, LedgerState.Submitted, LedgerState.Refused, LedgerState.Superseded, LedgerState.Ended, LedgerState.Reported],
        [LedgerState.Intended] = [LedgerState.Submitted, LedgerState.Admitted, LedgerState.Superseded],
        [LedgerState.Submitted] = [LedgerState.Queued, LedgerState.Running, .. Ends],
        [LedgerState.Queued] = [LedgerState.Running, LedgerState.Submitted, .. Ends],

        // Back to the queue: the scheduler put it there. To submitted: another scheduler job turned out to run it.
        [LedgerState.Running] = [LedgerState.Queued, LedgerState.Submitted, .. Ends],
        [LedgerState.Ended] = [LedgerState.Reported],
        [LedgerState.Lost] = [LedgerState.Reported],
    };

    // Admitted: a policy has it submitted again.
    private static LedgerState[] Ends => [LedgerState.Ended, LedgerState.Reported, LedgerState.Lost, LedgerState.Superseded, LedgerState.Admitted];

    public static bool Allow(LedgerState? from, LedgerState to) => from is not { } state
        ? to is LedgerState.Admitted or LedgerState.Refused or LedgerState.Submitted
        : state == to || (Ways.TryGetValue(state, out var ways) && ways.Contains(to));
}
