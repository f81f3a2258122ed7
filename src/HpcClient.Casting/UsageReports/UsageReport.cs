using System.Globalization;
using HpcClient.Casting.Ledger.Attempts;

namespace HpcClient.Casting.UsageReports;

/// <summary>What jobs used against what they asked for, those that wasted most first.</summary>
public sealed record UsageReport
{
    // No gear, user or node has it in its name: the ledger's texts come from JSON and commands' output lines.
    private const char Between = '\0';

    /// <summary>Sums up submissions.</summary>
    /// <param name="attempts">The submissions; those that the scheduler never took are left out.</param>
    /// <param name="by">By what.</param>
    public UsageReport(IEnumerable<LedgerAttempt> attempts, IReadOnlyList<UsageGrouping> by)
    {
        var taken = attempts.Where(attempt => attempt.IsOver || attempt.SchedulerJobId is not null).ToList();
        By = by;
        Total = new(taken);
        Rows =
        [
            .. taken.GroupBy(attempt => string.Join(Between, Keys(attempt, by)), StringComparer.Ordinal)
                .Select(group => new UsageRow(Keys(group.First(), by), new([.. group])))
                .OrderByDescending(row => row.Sums.Waste)
                .ThenBy(row => string.Join(Between, row.Keys), StringComparer.Ordinal),
        ];
    }

    /// <summary>By what it is summed up.</summary>
    public IReadOnlyList<UsageGrouping> By { get; }

    /// <summary>The rows.</summary>
    public IReadOnlyList<UsageRow> Rows { get; }

    /// <summary>All together.</summary>
    public UsageSums Total { get; }

    private static string?[] Keys(LedgerAttempt attempt, IReadOnlyList<UsageGrouping> by) => [.. by.Select(grouping => Key(attempt, grouping))];

    private static string? Key(LedgerAttempt attempt, UsageGrouping grouping) => grouping switch
    {
        UsageGrouping.Gear => attempt.Gear,
        UsageGrouping.User => attempt.User,
        UsageGrouping.Node => attempt.Node,
        UsageGrouping.Month => attempt.SubmittedAt.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => null,
    };
}
