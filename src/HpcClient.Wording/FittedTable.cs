namespace HpcClient.Wording;

/// <summary>A table as plain lines, one a row, that fits a terminal: cells are cut first, then whole columns are left out.</summary>
public static class FittedTable
{
    private const int Gap = 2;

    // What is cut below this says nothing any more.
    private const int LeastCell = 8;

    /// <summary>The lines, headings first.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rows">The rows, with as many cells as there are columns, safe to print.</param>
    /// <param name="width">Columns of the terminal; null to cut nothing.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<TableColumn> columns, IEnumerable<IReadOnlyList<string>> rows, int? width)
    {
        IReadOnlyList<string>[] all = [[.. columns.Select(column => column.Name)], .. rows];
        var natural = Enumerable.Range(0, columns.Count).Select(column => all.Max(row => row[column].Length)).ToArray();
        var shown = Enumerable.Range(0, columns.Count).ToList();
        if (width is { } room)
        {
            while (shown.Count > 1 && Total(shown, shown.Select(column => Least(columns[column], natural[column]))) > room
                && shown.Where(column => columns[column].Leaves > 0).OrderBy(column => columns[column].Leaves).FirstOrDefault(-1) is >= 0 and var gone)
            {
                shown.Remove(gone);
            }

            Shrink(columns, natural, shown, room);
        }

        return all.Select(row => string.Join(new string(' ', Gap), shown.Select(column => Cell(columns[column], row[column], natural[column], column == shown[^1]))).TrimEnd());
    }

    private static int Total(List<int> shown, IEnumerable<int> widths) => widths.Sum() + (shown.Count - 1) * Gap;

    private static int Least(TableColumn column, int natural) => column.IsCut ? Math.Min(natural, Math.Max(column.Name.Length, LeastCell)) : natural;

    // The widest gives way first, of two the later one, so that what is short stays whole.
    private static void Shrink(IReadOnlyList<TableColumn> columns, int[] widths, List<int> shown, int room)
    {
        while (Total(shown, shown.Select(column => widths[column])) > room
            && shown.Where(column => widths[column] > Least(columns[column], widths[column])).OrderByDescending(column => widths[column]).ThenByDescending(column => column).FirstOrDefault(-1) is >= 0 and var widest)
        {
            widths[widest]--;
        }
    }

    private static string Cell(TableColumn column, string text, int width, bool isLast)
    {
        var cut = text.Length <= width ? text : column.KeepsEnd ? "…" + text[^(width - 1)..] : text[..(width - 1)] + "…";
        return column.IsNumber ? cut.PadLeft(width) : isLast ? cut : cut.PadRight(width);
    }
}
