using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Docs;

/// <summary>The page of the manual that lists each command with all its options.</summary>
internal static class CommandsPage
{
    /// <summary>Where it lies in the repository.</summary>
    public const string Place = "docs/reference/command-options.md";

    /// <summary>Its lines.</summary>
    public static IEnumerable<string> Lines(CommandShape root) =>
    [
        "# All commands and options",
        "",
        "<!-- Written by 'fw-hpc-client docs commands' from the command tree. Change the code, not this page. -->",
        "",
        "What `--help` says, in one place. What commands do, with examples: [commands](commands.md).",
        .. root.All().SelectMany(Command),
    ];

    private static IEnumerable<string> Command(CommandShape command)
    {
        yield return "";
        yield return $"## {command.FullName}";
        yield return "";
        yield return "```";
        yield return command.Usage;
        yield return "```";
        yield return "";
        yield return Text(command.Description);
        yield return "";
        yield return "```sh";
        foreach (var example in Help.CommandExamples.Of(command.Path))
        {
            yield return example;
        }

        yield return "```";
        var rows = command.Commands.Select(one => (one.Name, one.Description))
            .Concat(command.Arguments.Select(argument => (argument.Usage, argument.Description)))
            .Concat(command.Options.Where(option => option.Names[0] != "--help").Select(option => (Names(option), Meaning(option))))
            .ToArray();
        if (rows.Length == 0)
        {
            yield break;
        }

        yield return "";
        yield return "| | |";
        yield return "|---|---|";
        foreach (var (name, meaning) in rows)
        {
            yield return $"| {Code(name)} | {Text(meaning).Replace("|", "\\|", StringComparison.Ordinal)} |";
        }
    }

    private static string Names(OptionShape option) =>
        $"{string.Join(", ", option.Names)}{(option.Value.Kind == ValueKind.None ? "" : $" {option.Value.Name}")}";

    private static string Meaning(OptionShape option)
    {
        var words = option.Value.Words.Count > 0 && !option.Value.Words.All(word => option.Value.Name.Split('|').Contains(word))
            ? $" One of: {string.Join(", ", option.Value.Words)}."
            : "";
        return $"{option.Description}{(option.Required ? " Required." : "")}{words}";
    }

    private static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    // Descriptions are for terminals: what Markdown would take for markup is meant literally.
    private static string Text(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => c is '<' or '>' or '*' or '_' or '[' or ']' or '`' or '\\' ? $"\\{c}" : $"{c}"));
}
