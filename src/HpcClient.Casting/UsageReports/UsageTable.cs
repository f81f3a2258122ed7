using System.Globalization;
using HpcClient.Casting.Reporting;
using HpcClient.Wording;

namespace HpcClient.Casting.UsageReports;

/// <summary>A report as plain lines for people, safe to print.</summary>
public static class UsageTable
{
    private const string Unknown = "-";

    // What a narrow terminal does without, in this order; CSV and JSON have all.
    private static readonly List<string> Leaving =
    [
        "figures_missing", "walltime_hours_limit", "memory_gib_hours_asked", "ended_by_node", "cpu_hours_asked", "ended_by_time", "not_over",
        "submissions", "walltime_hours_used", "gpu_hours", "ended_by_memory", "memory_gib_hours_wasted", "walltime_percent", "cpu_hours_used",
    ];

    /// <summary>The lines: headings, rows, totals, and a sentence that says what is not in the sums.</summary>
    /// <param name="report">The report.</param>
    /// <param name="width">Columns of the terminal, where columns that matter least are left out; null to print all.</param>
    public static IEnumerable<string> Lines(UsageReport report, int? width = null)
    {
        TableColumn[] columns =
        [
            .. report.By.Select(grouping => new TableColumn(grouping.ToString().ToUpperInvariant()) { IsCut = true }),
            .. UsageColumn.All.Select(column => new TableColumn(column.Heading) { IsNumber = true, Leaves = Leaving.IndexOf(column.Name) + 1 }),
        ];
        return
        [
            .. FittedTable.Lines(
                columns,
                [
                    .. report.Rows.Select(row => Cells(row.Keys.Select(key => string.IsNullOrEmpty(key) ? Unknown : SafeText.Of(key)), row.Sums)),
                    Cells(report.By.Select((_, i) => i == 0 ? "total" : ""), report.Total),
                ],
                width),
            Sentence(report.Total),
        ];
    }

    private static string[] Cells(IEnumerable<string> keys, UsageSums sums) => [.. keys, .. UsageColumn.All.Select(column => column.Shown(sums))];

    private static string Sentence(UsageSums total) => string.Create(
        CultureInfo.InvariantCulture,
        $"{total.Submissions} submissions of {total.Jobs} jobs; {total.NotOver} of them are not over and count in no sum; of {total.Incomplete} that are over some figures are not known, and sums and means are without these.");
}
