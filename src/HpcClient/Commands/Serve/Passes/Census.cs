using HpcClient.Casting.Ledger;

namespace HpcClient.Commands.Serve.Passes;

/// <summary>How the jobs stand after a pass.</summary>
/// <param name="ByState">Jobs with work left, by state; every such state is there, if with 0.</param>
/// <param name="Ended">Jobs that left since the last census, and how.</param>
/// <param name="Changed">Whether any job changed since the last census.</param>
/// <param name="AtEdge">Whether jobs changed lately that will change again soon.</param>
internal sealed record Census(
    IReadOnlyDictionary<LedgerState, int> ByState, IReadOnlyList<LedgerEntry> Ended, bool Changed, bool AtEdge)
{
    /// <summary>Whether jobs wait that no engine speaks for yet.</summary>
    public bool NeedHeartbeats =>
        ByState[LedgerState.Admitted] + ByState[LedgerState.Intended] + ByState[LedgerState.Submitted] + ByState[LedgerState.Queued] > 0;

    /// <summary>Jobs that the scheduler has, or may have.</summary>
    public int WithScheduler => ByState.Where(s => s.Key.IsWithScheduler()).Sum(s => s.Value);
}
