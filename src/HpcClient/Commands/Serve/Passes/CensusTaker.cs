using HpcClient.Casting.Ledger;

namespace HpcClient.Commands.Serve.Passes;

/// <summary>Counts the jobs after each pass, and tells what changed since the last time.</summary>
/// <param name="time">Clock.</param>
internal sealed class CensusTaker(TimeProvider time)
{
    /// <summary>How long after its last change a job counts as about to change again: what stands for longer, stands.</summary>
    public static readonly TimeSpan EdgeTime = TimeSpan.FromMinutes(2);

    private static readonly LedgerState[] Open = [.. Enum.GetValues<LedgerState>().Where(s => !s.IsFinal())];

    private Dictionary<string, LedgerState>? _last;

    /// <summary>Counts.</summary>
    /// <exception cref="LedgerFaultException">The ledger cannot be read.</exception>
    public Census Take(LedgerStore ledger)
    {
        var jobs = ledger.Unfinished();
        var now = jobs.ToDictionary(j => j.JobId, j => j.State, StringComparer.Ordinal);
        var last = _last ?? now;
        var ended = last.Keys.Where(id => !now.ContainsKey(id)).Select(ledger.Find).OfType<LedgerEntry>().ToList();
        var changed = ended.Count > 0 || now.Any(job => !last.TryGetValue(job.Key, out var before) || before != job.Value);
        var counts = jobs.CountBy(j => j.State).ToDictionary();
        _last = now;
        return new(Open.ToDictionary(s => s, s => counts.GetValueOrDefault(s)), ended, changed, jobs.Any(IsAtEdge));
    }

    private bool IsAtEdge(LedgerEntry job) =>
        job.State is LedgerState.Intended or LedgerState.Submitted or LedgerState.Ended or LedgerState.Lost && time.GetUtcNow() - job.ChangedAt < EdgeTime;
}
