using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Values;

/// <summary>Takes text apart.</summary>
internal static class TextSplits
{
    /// <summary><c>str.split</c> and <c>str.rsplit</c></summary>
    public static List<string> Split(string text, Arguments arguments, bool fromEnd, RenderBudget budget)
    {
        var given = arguments.Bind(fromEnd ? "rsplit" : "split", "sep", "maxsplit");
        var most = given.Integer(1, -1);
        most = most < 0 ? int.MaxValue : most;
        if (given.TextOrNull(0) is not { } separator)
        {
            return fromEnd ? WordsFromEnd(text, most) : Words(text, most);
        }

        if (separator.Length == 0)
        {
            throw new JinjaException("the separator of split must not be empty");
        }

        budget.Search(text, separator);
        var parts = text.Split(separator).ToList();
        var joined = parts.Count - 1 - most;
        if (joined > 0)
        {
            var at = fromEnd ? 0 : most;
            var rest = string.Join(separator, parts.GetRange(at, joined + 1));
            parts.RemoveRange(at, joined + 1);
            parts.Insert(at, rest);
        }

        return parts;
    }

    /// <summary><c>str.partition</c> and <c>str.rpartition</c></summary>
    public static IReadOnlyList<string> Partition(string text, Arguments arguments, bool fromEnd, RenderBudget budget)
    {
        var separator = arguments.BindPositional("partition", "sep").Text(0);
        if (separator.Length == 0)
        {
            throw new JinjaException("the separator of partition must not be empty");
        }

        budget.Search(text, separator);
        var at = fromEnd ? text.LastIndexOf(separator, StringComparison.Ordinal) : text.IndexOf(separator, StringComparison.Ordinal);
        return at >= 0
            ? [text[..at], separator, text[(at + separator.Length)..]]
            : fromEnd ? ["", "", text] : [text, "", ""];
    }

    private static List<string> Words(string text, int most)
    {
        var words = PythonSpace.Words(text);
        if (words.Count <= most)
        {
            return words;
        }

        var rest = PythonSpace.TrimStart(text);
        for (var i = 0; i < most; i++)
        {
            rest = PythonSpace.TrimStart(rest[words[i].Length..]);
        }

        return [.. words.Take(most), rest];
    }

    private static List<string> WordsFromEnd(string text, int most)
    {
        var words = PythonSpace.Words(text);
        if (words.Count <= most)
        {
            return words;
        }

        var rest = PythonSpace.TrimEnd(text);
        var last = new List<string>();
        while (last.Count < most)
        {
            var word = words[words.Count - 1 - last.Count];
            last.Insert(0, word);
            rest = PythonSpace.TrimEnd(rest[..^word.Length]);
        }

        last.Insert(0, rest);
        return last;
    }
}
