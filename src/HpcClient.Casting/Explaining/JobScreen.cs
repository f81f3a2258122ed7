using System.Globalization;
using HpcClient.Casting.Ledger;

namespace HpcClient.Casting.Explaining;

/// <summary>Jobs as a screen that is drawn again and again: no more lines than it has, none longer than it is wide.</summary>
public static class JobScreen
{
    // Counts, heading of the table, and what keys do, with an empty line before each of the latter two.
    private const int Frame = 5;

    /// <summary>The lines.</summary>
    /// <param name="list">The jobs.</param>
    /// <param name="at">Now, in the reader's time zone.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Lines.</param>
    public static IReadOnlyList<string> Lines(JobList list, DateTimeOffset at, int width, int height)
    {
        var room = Math.Max(1, height - Frame);
        var hidden = list.Jobs.Count - room;
        return
        [
            .. ((string[])
            [
                $"{at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}  {Counts(list.All)}",
                "",
                .. list.Jobs.Count == 0 ? ["No job is such."] : JobTable.Lines(list.Jobs.Take(room), at, width),
                "",
                $"{(hidden > 0 ? string.Create(CultureInfo.InvariantCulture, $"{hidden} more. ") : "")}q ends.",
            ]).Select(line => line.Length <= width ? line : line[..Math.Max(0, width - 1)] + "…").Take(height),
        ];
    }

    private static string Counts(IReadOnlyDictionary<LedgerState, int> counts) => counts.Count == 0
        ? "no jobs yet"
        : string.Join(", ", counts.OrderBy(count => count.Key).Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Value} {count.Key.Word()}")));
}
