using System.Text;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Changes of text that methods and filters share.</summary>
internal static class TextChanges
{
    /// <summary><c>str.replace</c>; a negative <paramref name="count"/> means all.</summary>
    public static string Replace(string text, string old, string with, int count, RenderBudget budget)
    {
        if (count == 0)
        {
            return text;
        }

        budget.Search(text, old);
        var result = new BoundedText(budget);
        var left = count < 0 ? int.MaxValue : count;
        var at = 0;
        if (old.Length == 0)
        {
            // Python puts the new text before every character and at the end.
            for (; at < text.Length && left > 0; left--)
            {
                var length = CodePoints.Length(text, at);
                result.Append(with).Append(text.Substring(at, length));
                at += length;
            }

            return result.Append(left > 0 ? with : "").Append(text[at..]).ToString();
        }

        for (; left > 0 && text.IndexOf(old, at, StringComparison.Ordinal) is var found and >= 0; left--)
        {
            result.Append(text[at..found]).Append(with);
            at = found + old.Length;
        }

        return result.Append(text[at..]).ToString();
    }

    private static int LeftOfCenter(int missing, int width) => (missing / 2) + (missing & width & 1);

    /// <summary><c>str.expandtabs</c></summary>
    public static string ExpandTabs(string text, int size, RenderBudget budget)
    {
        var result = new BoundedText(budget);
        var column = 0;
        foreach (var character in CodePoints.Split(text))
        {
            if (character == "\t")
            {
                var spaces = size > 0 ? size - (column % size) : 0;
                budget.Make(spaces);
                result.Append(new string(' ', spaces));
                column += spaces;
            }
            else
            {
                result.Append(character);
                column = character is "\n" or "\r" ? 0 : column + 1;
            }
        }

        return result.ToString();
    }

    /// <summary><c>str.ljust</c>, <c>str.rjust</c>, <c>str.center</c>, by <paramref name="name"/>.</summary>
    public static string Justify(string name, string text, int width, string fill, RenderBudget budget)
    {
        var length = CodePoints.Count(text);
        budget.Make(Math.Max((long)width * fill.Length, text.Length));
        var missing = Math.Max(0, width - length);
        var left = name switch
        {
            "ljust" => 0,
            "rjust" => missing,
            _ => LeftOfCenter(missing, width),
        };
        return Repeat(fill, left) + text + Repeat(fill, missing - left);
    }

    private static string Repeat(string fill, int count) =>
        fill.Length == 1 ? new(fill[0], count) : new StringBuilder().Insert(0, fill, count).ToString();
}
