using Spectre.Console;

namespace HpcClient.Demo.Display;

/// <summary>The live picture of all jobs: a table on a terminal, a line a change elsewhere.</summary>
internal sealed class StageTable(IReadOnlyList<DemoRow> rows)
{
    private readonly Dictionary<string, string> _said = [];

    /// <summary>Shows the table until <paramref name="work"/> is over; it calls its argument after each change.</summary>
    public async Task ShowAsync(Func<Action, Task> work)
    {
        if (!AnsiConsole.Profile.Out.IsTerminal)
        {
            await work(SayChanges);
            return;
        }

        await AnsiConsole.Live(Draw()).StartAsync(live => work(() => live.UpdateTarget(Draw())));
    }

    private Table Draw()
    {
        var table = new Table().RoundedBorder().AddColumns("Job", "Gear", "Input", "Stage");
        foreach (var row in rows)
        {
            table.AddRow(Markup.Escape(row.ShortId), Markup.Escape(row.Job.Gear), Markup.Escape(row.Input), $"[{Color(row.Stage)}]{Markup.Escape(row.Stage)}[/]");
        }

        return table;
    }

    private void SayChanges()
    {
        foreach (var row in rows)
        {
            if (_said.GetValueOrDefault(row.Id) != row.Stage)
            {
                _said[row.Id] = row.Stage;
                Console.WriteLine($"  {row.ShortId}  {row.Job.Gear,-18} {row.Input,-24} {row.Stage}");
            }
        }
    }

    private static string Color(string stage) => stage switch
    {
        "complete" => "green",
        "failed" or "cancelled" => "red",
        "running on the node" => "yellow",
        _ => "grey",
    };
}
