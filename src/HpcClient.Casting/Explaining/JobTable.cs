using HpcClient.Wording;

namespace HpcClient.Casting.Explaining;

/// <summary>Jobs as a table of plain lines, one a job, in which ids are whole, so that they can be copied.</summary>
public static class JobTable
{
    private static readonly IReadOnlyDictionary<string, TableColumn> Rules = new TableColumn[]
    {
        new("GEAR") { IsCut = true }, new("USER") { IsCut = true, Leaves = 3 }, new("SCHEDULER") { Leaves = 1 }, new("CHANGED") { Leaves = 4 },
        new("MEMORY") { Leaves = 2 }, new("REASON") { IsCut = true },
    }.ToDictionary(column => column.Name);

    /// <summary>The lines, with headings.</summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="now">Now.</param>
    /// <param name="width">Columns of the terminal, to which the table is fitted; null where there is none.</param>
    public static IEnumerable<string> Lines(IEnumerable<KnownJob> jobs, DateTimeOffset now, int? width = null)
    {
        var columns = JobColumns.Names.Select(name => Rules.GetValueOrDefault(name) ?? new TableColumn(name)).ToList();
        return FittedTable.Lines(columns, jobs.Select(job => JobColumns.Of(job, now)), width);
    }
}
