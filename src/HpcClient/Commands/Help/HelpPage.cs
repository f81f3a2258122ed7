using HpcClient.Commands.Shapes;
using HpcClient.Output;

namespace HpcClient.Commands.Help;

/// <summary>What <c>--help</c> shows.</summary>
internal static class HelpPage
{
    private const string Indent = "  ";
    private const int WidestName = 30;
    private const int LeastMeaning = 20;

    /// <summary>Its lines, none longer than <paramref name="width"/> where words allow it.</summary>
    /// <param name="command">The command.</param>
    /// <param name="width">Columns.</param>
    public static IEnumerable<string> Lines(CommandShape command, int width)
    {
        var commands = command.Commands.Select(one => (one.Name, one.Description)).ToArray();
        var arguments = command.Arguments.Select(one => (one.Usage, Meaning(one.Description, one.Value, required: false))).ToArray();
        var options = command.Options.Select(one => (Names(one), Meaning(one.Description, one.Value, one.Required))).ToArray();
        return
        [
            .. Paragraph.Wrap(command.Description, width),
            "",
            "Usage:",
            .. Paragraph.Wrap($"{Indent}{command.Usage}", width, Indent + Indent),
            .. Part("Commands:", commands, width),
            .. Part("Arguments:", arguments, width),
            .. Part("Options:", options, width),
            "",
            "Examples:",
            .. CommandExamples.Of(command.Path).SelectMany(line => Paragraph.Wrap($"{Indent}{line}", width, Indent + Indent)),
        ];
    }

    private static IEnumerable<string> Part(string heading, (string Name, string Meaning)[] rows, int width)
    {
        if (rows.Length == 0)
        {
            return [];
        }

        var column = Math.Min(WidestName, rows.Max(row => row.Name.Length)) + Indent.Length;
        return ["", heading, .. rows.SelectMany(row => Row(row.Name, row.Meaning, Math.Min(column, Math.Max(width - LeastMeaning, Indent.Length)), width))];
    }

    private static IEnumerable<string> Row(string name, string meaning, int column, int width)
    {
        var margin = new string(' ', column + Indent.Length);
        var first = name.Length <= column - Indent.Length ? [] : new[] { $"{Indent}{name}" };
        return [.. first, .. Paragraph.Wrap((first.Length == 0 ? $"{Indent}{name.PadRight(column)}" : margin) + meaning, width, margin)];
    }

    private static string Names(OptionShape option) =>
        $"{string.Join(", ", option.Names.OrderBy(name => name.Length))}{(option.Value.Kind == ValueKind.None ? "" : $" {option.Value.Name}")}";

    private static string Meaning(string description, ValueShape value, bool required) =>
        description
        + (value.Words.Count > 0 && !value.Words.All(word => value.Name.Split('|').Contains(word)) ? $" One of: {string.Join(", ", value.Words)}." : "")
        + (required ? " Required." : "");
}
