using HpcClient.Output;
using HpcClient.Wording;

namespace HpcClient.Commands.Site;

/// <summary>Prints tables: fitted to a terminal, whole in a pipe.</summary>
internal static class SiteTable
{
    public static void Print(TableColumn[] columns, IEnumerable<string[]> rows)
    {
        foreach (var line in FittedTable.Lines(columns, rows.Select(row => row.Select(OneLine.Of).ToList()), Screen.Width))
        {
            Console.WriteLine(line);
        }
    }
}
