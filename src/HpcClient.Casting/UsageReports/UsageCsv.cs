using System.Globalization;
using HpcClient.Casting.Reporting;

namespace HpcClient.Casting.UsageReports;

/// <summary>A report as CSV by RFC 4180, with headings and without totals. What is not known is empty.</summary>
public static class UsageCsv
{
    private const string LineEnd = "\r\n";

    // What spreadsheets take for the start of a formula: names of gears and users come from strangers.
    private const string FormulaStarts = "=+-@";

    /// <summary>The text.</summary>
    public static string Text(UsageReport report) => string.Concat(
        ((IEnumerable<string>[])
        [
            [.. report.By.Select(grouping => grouping.ToString().ToLowerInvariant()), .. UsageColumn.All.Select(column => column.Name)],
            .. report.Rows.Select(row => row.Keys.Select(Cell).Concat(UsageColumn.All.Select(column => column.Exact(row.Sums)?.ToString(CultureInfo.InvariantCulture) ?? ""))),
        ]).Select(cells => string.Join(',', cells) + LineEnd));

    private static string Cell(string? text)
    {
        var safe = SafeText.Whole(text ?? "");
        var guarded = safe.Length > 0 && FormulaStarts.Contains(safe[0], StringComparison.Ordinal) ? "'" + safe : safe;
        return guarded.AsSpan().ContainsAny(",\"\r\n") ? $"\"{guarded.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : guarded;
    }
}
