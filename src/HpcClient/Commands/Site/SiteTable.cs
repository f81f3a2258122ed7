using HpcClient.Output;
using Spectre.Console;

namespace HpcClient.Commands.Site;

/// <summary>Prints tables: fitted to a terminal, never wrapped in a pipe.</summary>
internal static class SiteTable
{
    private const int PipeWidth = 1000;

    public static void Print(string[] columns, IEnumerable<string[]> rows)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = PipeWidth;
        }

        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.None : TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(Markup.Escape(column)).NoWrap());
        }

        foreach (var row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(OneLine.Of(cell)))]);
        }

        AnsiConsole.Write(table);
    }
}
