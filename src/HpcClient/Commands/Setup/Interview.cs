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
        console.MarkupLine("[bold]Looked round on this machine:[/]");
        foreach (var line in FactsText.Lines(facts, console.Profile.Width))
        {
            console.WriteLine(line);
        }

        console.MarkupLine("\n[dim]Enter takes the answer in brackets, - answers with nothing, Ctrl-C leaves. Nothing is written before the end.[/]\n");
        foreach (var question in Questions.All.Where(question => question.Applies(facts, _answers)))
        {
            await AnswerAsync(question, question.Default(facts, _answers), cancellationToken);
            if (question.Key == Questions.Secret)
            {
                await TryAsync(cancellationToken);
            }
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
                    await ChangeAsync(asked[number - 1], cancellationToken);
                    break;
                default:
                    console.MarkupLine($"[red]Write a number from 1 to {asked.Count}, w or q.[/]");
                    break;
            }
        }
    }

    // What rests on the changed answer is asked anew, and the site tried anew.
    private async Task ChangeAsync(Question question, CancellationToken cancellationToken)
    {
        var before = _answers[question.Key];
        await AnswerAsync(question, before, cancellationToken);
        if (_answers[question.Key] == before)
        {
            return;
        }

        _answers.Drop(facts);
        foreach (var other in Questions.All.Where(other => other.Applies(facts, _answers)).Where(other => question.Key == Questions.Cluster ? other.IsOfScheduler : !_answers.Has(other.Key)))
        {
            await AnswerAsync(other, other.Default(facts, _answers), cancellationToken);
        }

        if (question.IsOfSite)
        {
            await TryAsync(cancellationToken);
        }
    }

    private async Task AnswerAsync(Question question, string proposed, CancellationToken cancellationToken)
    {
        console.MarkupLineInterpolated($"[bold]{question.Text}[/]");
        Dim(question.Help);
        if (question.Found(facts, _answers) is { Length: > 0 } found)
        {
            Dim($"found: {found}");
        }

        if (question.IsSecret && proposed.Length > 0)
        {
            Dim("Enter keeps the one that is there.");
        }

        _answers[question.Key] = await AskAsync(question, proposed, cancellationToken);
        console.WriteLine();
    }

    private void Dim(string text)
    {
        foreach (var line in Output.Paragraph.Wrap(text, console.Profile.Width))
        {
            console.MarkupLineInterpolated($"[dim]{line}[/]");
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
            text = question.Read(text.Length == 0 && question.IsSecret ? proposed : text == "-" ? "" : text);
            if (question.Fault(text, facts, _answers) is not { } fault)
            {
                return text;
            }

            console.MarkupLineInterpolated($"[red]{fault}[/]");
        }
    }

    // A site that cannot be reached now may be right all the same: the person decides.
    private async Task TryAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_answers[Questions.Secret].Length == 0)
            {
                console.MarkupLine("[yellow]Without the secret nothing runs; write it into credentials.sh later.[/]\n");
                return;
            }

            if (await SiteTrial.TryAsync(_answers, cancellationToken) is not { } fault)
            {
                console.MarkupLine("[green]The site accepts us.[/]\n");
                return;
            }

            console.MarkupLineInterpolated($"[red]{fault}[/]");
            console.MarkupLineInterpolated($"[bold]{Questions.Again.Text}[/]");
            if (await AskAsync(Questions.Again, "yes", cancellationToken) == "no")
            {
                console.WriteLine();
                return;
            }

            console.WriteLine();
            foreach (var question in Questions.All.Where(question => question.IsOfSite && question.Applies(facts, _answers)))
            {
                await AnswerAsync(question, _answers.Has(question.Key) ? _answers[question.Key] : question.Default(facts, _answers), cancellationToken);
            }

            _answers.Drop(facts);
        }
    }

    private List<Question> Review()
    {
        var asked = Questions.All.Where(question => question.Applies(facts, _answers)).ToList();
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
