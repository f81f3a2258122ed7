using System.Globalization;
using Spectre.Console;

namespace HpcClient.Commands.Setup;

/// <summary>Asks a person at a terminal, shows what was answered, and lets answers be changed before anything is written.</summary>
/// <param name="console">The terminal.</param>
/// <param name="facts">What was found.</param>
internal sealed class Interview(IAnsiConsole console, SetupFacts facts)
{
    private const string Hidden = "********";
    private readonly Answers _answers = new();

    /// <summary>Asks.</summary>
    /// <returns>The answers; null when nothing is to be written.</returns>
    public async Task<Answers?> RunAsync(CancellationToken cancellationToken)
    {
        Show();
        foreach (var question in Questions.All)
        {
            await AnswerAsync(question, cancellationToken);
        }

        while (true)
        {
            var asked = Review();
            var choice = await new TextPrompt<string>("Number to change an answer, [bold]w[/] to write, [bold]q[/] to leave without writing:").DefaultValue("w").ShowAsync(console, cancellationToken);
            switch (choice.Trim())
            {
                case "w":
                    return _answers;
                case "q":
                    return null;
                case var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= asked.Count:
                    await AnswerAsync(asked[number - 1], cancellationToken, again: true);
                    break;
                default:
                    console.MarkupLine($"[red]Write a number from 1 to {asked.Count}, w or q.[/]");
                    break;
            }
        }
    }

    private void Show()
    {
        console.MarkupLine("[bold]Looked round on this machine:[/]");
        foreach (var cluster in facts.Clusters)
        {
            console.MarkupLineInterpolated($"  scheduler  {cluster.Cluster}: {cluster.Product}{(cluster.Fault is { } fault ? $" - {fault}" : "")}");
            if (cluster.Partitions.Count > 0)
            {
                console.MarkupLineInterpolated($"             partitions {string.Join(", ", cluster.Partitions.Select(partition => partition.Name))}");
            }

            if (cluster.Accounts.Count > 0)
            {
                console.MarkupLineInterpolated($"             your accounts {string.Join(", ", cluster.Accounts)}");
            }

            if (cluster.HasAccounting == false)
            {
                console.MarkupLine("             [yellow]accounting does not answer: how jobs ended is known for a short time only[/]");
            }
        }

        console.MarkupLineInterpolated($"  containers {(facts.Runtimes.Count > 0 ? string.Join("; ", facts.Runtimes) : "none here (the nodes count)")}");
        console.WriteLine();
    }

    private async Task AnswerAsync(Question question, CancellationToken cancellationToken, bool again = false)
    {
        if (!question.Applies(facts, _answers))
        {
            return;
        }

        var proposed = again ? _answers[question.Key] : question.Default(facts, _answers);
        if (!question.IsAsked)
        {
            _answers[question.Key] = proposed;
            return;
        }

        console.MarkupLineInterpolated($"[bold]{question.Text}[/]");
        console.MarkupLineInterpolated($"[dim]{question.Help}[/]");
        if (question.Found(facts, _answers) is { Length: > 0 } found)
        {
            console.MarkupLineInterpolated($"[dim]found: {found}[/]");
        }

        _answers[question.Key] = await AskAsync(question, proposed, cancellationToken);
        console.WriteLine();
        if (question.Key == Questions.Secret)
        {
            await TryAsync(cancellationToken);
        }
    }

    private async Task<string> AskAsync(Question question, string proposed, CancellationToken cancellationToken)
    {
        while (true)
        {
            var prompt = new TextPrompt<string>(">").AllowEmpty();
            if (question.IsSecret)
            {
                prompt.Secret(null);
            }
            else if (proposed.Length > 0)
            {
                prompt.DefaultValue(proposed);
            }

            var text = (await prompt.ShowAsync(console, cancellationToken)).Trim();
            text = text.Length == 0 && question.IsSecret ? proposed : text == "-" ? "" : text;
            if (question.Fault(text, _answers) is not { } fault)
            {
                return text;
            }

            console.MarkupLineInterpolated($"[red]{fault}[/]");
        }
    }

    // A site that cannot be reached now may be right all the same: the person decides.
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        if (_answers[Questions.Secret].Length == 0)
        {
            console.MarkupLine("[yellow]Without it nothing runs; write it into credentials.sh later.[/]\n");
            return;
        }

        if (await SiteTrial.TryAsync(_answers, cancellationToken) is not { } fault)
        {
            console.MarkupLine("[green]The site accepts us.[/]\n");
            return;
        }

        console.MarkupLineInterpolated($"[red]{fault}[/]");
        if (await new TextPrompt<string>("Enter site and secret again? (yes or no)").DefaultValue("yes").ShowAsync(console, cancellationToken) is "yes" or "y")
        {
            foreach (var key in (string[])[Questions.Host, Questions.Port, Questions.Secret])
            {
                await AnswerAsync(Questions.Find(key), cancellationToken, again: key != Questions.Secret);
            }
        }
    }

    private List<Question> Review()
    {
        var asked = Questions.All.Where(question => question.IsAsked && question.Applies(facts, _answers)).ToList();
        var table = new Table().Border(TableBorder.Simple).AddColumns("", "question", "answer");
        foreach (var (index, question) in asked.Index())
        {
            var answer = _answers[question.Key];
            table.AddRow(
                new Text((index + 1).ToString(CultureInfo.InvariantCulture)), new Text(question.Key),
                new Text(answer.Length == 0 ? "nothing" : question.IsSecret ? Hidden : answer));
        }

        console.Write(table);
        return asked;
    }
}
