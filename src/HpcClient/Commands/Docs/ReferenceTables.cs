using System.Globalization;
using HpcClient.Casting.Planning;
using HpcClient.Commands.Setup;

namespace HpcClient.Commands.Docs;

/// <summary>Tables of a word and what it means.</summary>
internal static class ReferenceTables
{
    /// <summary>Exit codes.</summary>
    public static IEnumerable<string> ExitCodeLines() => MarkdownTable.Lines(
        ["code", "meaning"], ExitCodes.All.Select(row => (IReadOnlyList<string>)[row.Code.ToString(CultureInfo.InvariantCulture), MarkdownTable.Text(row.Meaning)]));

    /// <summary>Questions of <c>setup</c>, by the names of their answers.</summary>
    public static IEnumerable<string> AnswerLines() => MarkdownTable.Lines(
        ["answer", "question", "help"],
        Questions.All.Select(question => (IReadOnlyList<string>)[MarkdownTable.Code(question.Key), MarkdownTable.Text(question.Text), MarkdownTable.Text(question.Help)]));

    /// <summary>What templates may use.</summary>
    public static IEnumerable<string> TemplateValueLines() => MarkdownTable.Lines(
        ["name", "meaning"], TemplateValues.All.Select(value => (IReadOnlyList<string>)[MarkdownTable.Code(value.Name), MarkdownTable.Text(value.Meaning)]));
}
