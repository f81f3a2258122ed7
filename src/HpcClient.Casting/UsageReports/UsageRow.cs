namespace HpcClient.Casting.UsageReports;

/// <summary>A row of a report.</summary>
/// <param name="Keys">What its submissions have in common, one for each grouping; null where nobody knows.</param>
/// <param name="Sums">The sums.</param>
public sealed record UsageRow(IReadOnlyList<string?> Keys, UsageSums Sums);
