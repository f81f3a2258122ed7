using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Selection;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Watching;

/// <summary>
/// Tells our jobs from others that have the same number at the scheduler. Numbers are used again: when the scheduler lost
/// its state or its accounting, when they ran through, when the folder went to another cluster.
/// </summary>
/// <param name="ledger">Knows when a job was submitted.</param>
internal sealed class JobOwnership(LedgerStore ledger)
{
    /// <summary>How far the scheduler's clock may be behind ours.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(15);

    private const int MostNamed = 5;
    private readonly List<Observation> _foreign = [];

    /// <summary>Those of <paramref name="seen"/>, all with the entry's number, that can be the entry's job.</summary>
    public IReadOnlyList<Observation> Of(LedgerEntry entry, IEnumerable<Observation> seen)
    {
        var all = seen.ToLookup(one => CanBeOurs(entry, one));
        if (!all[true].Any() && all[false].FirstOrDefault() is { } foreign)
        {
            _foreign.Add(foreign);
        }

        return [.. all[true]];
    }

    /// <summary>One sentence for the log about numbers that are another job's now; null when there are none.</summary>
    public string? Warning(string scheduler)
    {
        if (_foreign.Count == 0)
        {
            return null;
        }

        var named = _foreign.Take(MostNamed).Select(job => $"{job.SchedulerJobId} ('{SafeText.Of(job.JobName)}')");
        var rest = _foreign.Count > MostNamed ? $" and {_foreign.Count - MostNamed} more" : "";
        return $"{scheduler} tells of other jobs under numbers that ours had: {string.Join(", ", named)}{rest}. They are left aside, and ours count as absent. "
            + "Has the scheduler begun to count anew, or does this folder now belong to another cluster?";
    }

    private bool CanBeOurs(LedgerEntry entry, Observation seen)
    {
        if (seen.JobName == entry.JobName || (entry.Nonce is { } nonce && seen.Comment?.Contains(nonce, StringComparison.Ordinal) == true))
        {
            return true;
        }

        // A custom script or command may give the job any name but another job's. Without a time to go by, which few
        // schedulers leave out, such a name is believed: else no job of that site could be followed.
        return !IsNameOfAnother(seen.JobName, entry)
            && SubmittedAt(entry) is { } ours
            && !((seen.SubmittedAt ?? seen.StartedAt ?? seen.EndedAt) < ours - ClockSkew);
    }

    private static bool IsNameOfAnother(string name, LedgerEntry entry)
    {
        var start = LedgerEntry.NameOf("");
        return name.StartsWith(start, StringComparison.Ordinal)
            && name.Length >= entry.JobName.Length
            && JobId.IsValid(name[start.Length..entry.JobName.Length])
            && !name.StartsWith(entry.JobName, StringComparison.Ordinal);
    }

    // The row that was written before the scheduler heard of the job. A job of the Python client has none, and was found
    // by its name, which then has to fit.
    private DateTimeOffset? SubmittedAt(LedgerEntry entry) =>
        ledger.History(entry.JobId).LastOrDefault(row => row.To == LedgerState.Intended)?.At;
}
