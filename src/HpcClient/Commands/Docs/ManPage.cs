using System.Globalization;
using HpcClient.Commands.Shapes;

namespace HpcClient.Commands.Docs;

/// <summary>The man page, in the macros of man(7).</summary>
internal static class ManPage
{
    /// <summary>Its lines.</summary>
    /// <param name="root">The command tree.</param>
    /// <param name="version">Version of the program.</param>
    /// <param name="date">Date of the page, such as <c>2026-03-01</c>; empty where not known.</param>
    public static IEnumerable<string> Lines(CommandShape root, string version, string date)
    {
        CommandShape[] all = [.. root.All()];
        return
        [
            $".TH FW-HPC-CLIENT 1 \"{Text(date)}\" \"fw-hpc-client {Text(version)}\" \"User commands\"",
            ".SH NAME",
            "fw\\-hpc\\-client \\- bridges a Flywheel site to an HPC scheduler",
            ".SH SYNOPSIS",
            $".B {Text(CommandShape.Program)}",
            "[COMMAND] [OPTIONS]",
            ".SH DESCRIPTION",
            Line(root.Description),
            ".SH OPTIONS",
            .. root.Options.SelectMany(Option),
            ".SH COMMANDS",
            .. all.Where(command => command.Path.Count > 0).SelectMany(Command),
            ".SH FILES",
            ".TP",
            ".I FOLDER/settings/cast.yml",
            "What is taken and what the scheduler is asked for.",
            ".TP",
            ".I FOLDER/settings/credentials.sh",
            "Site and secret; closed to others.",
            ".TP",
            ".I FOLDER/state/",
            "What the client knows of its jobs.",
            ".SH ENVIRONMENT",
            ".TP",
            ".B FW_HPC_FOLDER",
            "Stands in for \\fB\\-\\-folder\\fR.",
            ".SH EXIT STATUS",
            .. ExitCodes.All.SelectMany(row => Entry($".B {row.Code.ToString(CultureInfo.InvariantCulture)}", $"{row.Meaning}.")),
            ".SH SEE ALSO",
            ".BR sbatch (1),",
            ".BR qsub (1),",
            ".BR apptainer (1),",
            ".BR podman (1)",
        ];
    }

    private static IEnumerable<string> Command(CommandShape command) =>
    [
        $".SS {Text(command.Usage)}",
        Line(command.Description),
        .. command.Arguments.SelectMany(argument => Entry($".B {Text(argument.Usage)}", argument.Description)),
        .. Help.CommandExamples.Of(command.Path).SelectMany(example => (string[])[".PP", $".B {Text(example)}"]),
        .. command.Commands.Count > 0 ? [] : command.Options.Where(option => option.Names[0] != "--help").SelectMany(Option),
    ];

    private static IEnumerable<string> Option(OptionShape option)
    {
        var names = string.Join(", ", option.Names.Select(name => $"\\fB{Text(name)}\\fR"));
        return Entry(option.Value.Kind == ValueKind.None ? Guard(names) : $"{Guard(names)} \\fI{Text(option.Value.Name)}\\fR", option.Description);
    }

    private static IEnumerable<string> Entry(string head, string text) => [".TP", head, Line(text)];

    private static string Line(string text) => Guard(Text(text.ReplaceLineEndings(" ")));

    // A line that starts with a dot or an apostrophe would be taken for a request.
    private static string Guard(string line) => line.StartsWith('.') || line.StartsWith('\'') ? $"\\&{line}" : line;

    private static string Text(string text) => text
        .Replace("\\", "\\e", StringComparison.Ordinal)
        .Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("'", "\\(aq", StringComparison.Ordinal)
        .Replace("\"", "\\(dq", StringComparison.Ordinal)
        .Replace("…", "...", StringComparison.Ordinal);
}
