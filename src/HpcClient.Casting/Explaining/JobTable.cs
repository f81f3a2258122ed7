namespace HpcClient.Casting.Explaining;

/// <summary>Jobs as a table of plain lines, one a job whatever the width, so that ids can be copied and lines searched.</summary>
public static class JobTable
{
    private const int Gap = 2;

    /// <summary>The lines, with headings.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="now">Now.</param>
    /// <param name="width">Columns of the terminal, to which the reasons are cut; null where there is none.</param>
    public static IEnumerable<string> Lines(IEnumerable<KnownJob> jobs, DateTimeOffset now, int? width = null)
    {
        IReadOnlyList<string>[] rows = [JobColumns.Names, .. jobs.Select(job => JobColumns.Of(job, now))];
        var last = JobColumns.Names.Count - 1;
        var widths = Enumerable.Range(0, last).Select(column => rows.Max(row => row[column].Length) + Gap).ToArray();

        // Where even the rest does not fit, the terminal breaks lines anyway, and the heading is the least to show.
        var room = width is { } all ? Math.Max(JobColumns.Names[last].Length, all - widths.Sum()) : int.MaxValue;
        return rows.Select(row => string.Concat(widths.Select((space, column) => row[column].PadRight(space))) + Cut(row[last], room));
    }

    private static string Cut(string text, int room) => text.Length <= room ? text : text[..(room - 1)] + "…";
}
