using System.Text.RegularExpressions;

namespace HpcClient.Commands.Docs;

/// <summary>Tables of the manual, from texts that were written for terminals.</summary>
internal static partial class MarkdownTable
{
    /// <summary>The lines of a table.</summary>
    /// <param name="heads">Headings.</param>
    /// <param name="rows">Cells, already Markdown.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows) =>
        [Row(heads), $"|{string.Concat(heads.Select(_ => "---|"))}", .. rows.Select(Row)];

    /// <summary>A word in the type of code.</summary>
    public static string Code(string text) => $"`{text.Replace("|", "\\|", StringComparison.Ordinal)}`";

    /// <summary>A sentence: words that a machine reads (keys, tags, paths, what stands in quotes) get the type of code.</summary>
    public static string Text(string text) => Literal().Replace(
        text.ReplaceLineEndings(" "),
        match => match.Groups["quoted"].Success ? Code(match.Groups["quoted"].Value)
            : match.Groups["word"].Success ? Code(match.Groups["word"].Value)
            : $"\\{match.Value}");

    private static string Row(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells)} |";

    // In quotes; an address; with an underscore or an equals sign; a path; true and false; or a sign that Markdown takes for its own.
    [GeneratedRegex(@"'(?<quoted>[^']+)'(?![a-z])|(?<word>(?<![\w/.])(?:https?://[\w./-]*|\w+\[\w+=\w+\]|[\w-]+\.(?:sif|yml|sh)|[\w.-]*[\w\]](?:_|=)[\w:.\[\]=-]*[\w\]=]|\.?/[a-z][\w./$-]*\w|[\w.-]+/(?=[ ,.;]|$)|\$\w+|true|false)(?![\w]))|[<>*_\[\]`\\|]")]
    private static partial Regex Literal();
}
