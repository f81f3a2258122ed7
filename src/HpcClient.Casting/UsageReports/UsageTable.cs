using System.Globalization;
using HpcClient.Casting.Reporting;

namespace HpcClient.Casting.UsageReports;

/// <summary>A report as plain lines for people, safe to print.</summary>
public static class UsageTable
{
    private const string Unknown = "-";
    private const int Gap = 2;

    /// <summary>The lines: headings, rows, totals, and a sentence that says what is not in the sums.</summary>
    public static IEnumerable<string> Lines(UsageReport report)
    {
        string[][] rows =
        [
            [.. report.By.Select(grouping => grouping.ToString().ToUpperInvariant()), .. UsageColumn.All.Select(column => column.Heading)],
            .. report.Rows.Select(row => Cells(row.Keys.Select(key => string.IsNullOrEmpty(key) ? Unknown : SafeText.Of(key)), row.Sums)),
            Cells(report.By.Select((_, i) => i == 0 ? "total" : ""), report.Total),
        ];
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return
        [
            .. rows.Select(row => string.Join(new string(' ', Gap), row.Select((cell, i) => i < report.By.Count ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i])))),
            Sentence(report.Total),
        ];
    }

    private static string[] Cells(IEnumerable<string> keys, UsageSums sums) => [.. keys, .. UsageColumn.All.Select(column => column.Shown(sums))];

    private static string Sentence(UsageSums total) => string.Create(
        CultureInfo.InvariantCulture,
        $"{total.Submissions} submissions of {total.Jobs} jobs; {total.NotOver} of them are not over and count in no sum; of {total.Incomplete} that are over some figures are not known, and sums and means are without these.");
}
