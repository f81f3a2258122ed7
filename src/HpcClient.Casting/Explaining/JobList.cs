using HpcClient.Casting.Ledger;

namespace HpcClient.Casting.Explaining;

/// <summary>Jobs that somebody wants to see, of all that the ledger knows.</summary>
/// <param name="Jobs">Those, the one that changed last first.</param>
/// <param name="All">How many there are in each state, of whatever kind.</param>
public sealed record JobList(IReadOnlyList<KnownJob> Jobs, IReadOnlyDictionary<LedgerState, int> All)
{
    /// <summary>Reads the list.</summary>
    /// <param name="ledger">Our memory; null where there is none yet.</param>
    /// <param name="filter">Which jobs.</param>
    public static JobList Read(LedgerReader? ledger, JobFilter filter)
    {
        if (ledger is null || ledger.Jobs().Where(filter.Takes).ToList() is not { } entries)
        {
            return new([], new Dictionary<LedgerState, int>());
        }

        // One read for all; the rows of submissions outlive the jobs, so those from before the first of these are left out.
        var last = entries.Count == 0 ? []
            : ledger.Attempts(entries.Min(entry => entry.CreatedAt), DateTimeOffset.MaxValue).GroupBy(attempt => attempt.JobId).ToDictionary(group => group.Key, group => group.MaxBy(attempt => attempt.Number), StringComparer.Ordinal);
        return new([.. entries.Select(entry => new KnownJob(entry, last.GetValueOrDefault(entry.JobId)))], ledger.Counts());
    }
}
