using System.Globalization;
using HpcClient.Casting.Planning;

namespace HpcClient.Commands.Docs;

/// <summary>Tables of two columns: a word, and what it means.</summary>
internal static class ReferenceTables
{
    /// <summary>Exit codes.</summary>
    public static IEnumerable<string> ExitCodeLines() => MarkdownTable.Lines(
        ["code", "meaning"], ExitCodes.All.Select(row => (IReadOnlyList<string>)[row.Code.ToString(CultureInfo.InvariantCulture), MarkdownTable.Text(row.Meaning)]));

    /// <summary>What templates may use.</summary>
    public static IEnumerable<string> TemplateValueLines() => MarkdownTable.Lines(
        ["name", "meaning"], TemplateValues.All.Select(value => (IReadOnlyList<string>)[MarkdownTable.Code(value.Name), MarkdownTable.Text(value.Meaning)]));
}
