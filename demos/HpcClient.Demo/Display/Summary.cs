using Spectre.Console;

namespace HpcClient.Demo.Display;

/// <summary>The table that ends the demo.</summary>
internal static class Summary
{
    private const int NamesShown = 2;

    /// <summary>Prints all jobs with their states, times and output files.</summary>
    public static void Print(IReadOnlyList<DemoRow> rows)
    {
        var table = new Table().RoundedBorder()
            .AddColumns("Job", "Gear", "Input", "State", "As expected", "Runtime", "Prepare + gear + upload", "Output files");
        foreach (var row in rows)
        {
            table.AddRow(
                Markup.Escape(row.ShortId),
                Markup.Escape(row.Job.Gear),
                Markup.Escape(row.Input),
                row.End?.State ?? row.Stage,
                row.Faults.Count == 0 ? "[green]yes[/]" : "[red]no[/]",
                Markup.Escape(row.Runtime),
                Markup.Escape(row.End?.TimesInWords() ?? ""),
                Markup.Escape(Files(row.End?.SavedFiles ?? [])));
        }

        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            AnsiConsole.Profile.Width = 160;
        }

        AnsiConsole.Write(table);
        if (rows.Any(r => r.Runtime == "host"))
        {
            AnsiConsole.MarkupLine("[yellow]The runtime 'host' isolates nothing: gears ran as plain programs of this user. Install Apptainer or Podman for containers.[/]");
        }

        foreach (var row in rows)
        {
            foreach (var fault in row.Faults)
            {
                Console.WriteLine($"  {row.ShortId} {row.Job.Gear}: {fault}");
            }
        }
    }

    private static string Files(IReadOnlyList<string> names) => names.Count <= NamesShown
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(NamesShown))} and {names.Count - NamesShown} more";
}
