using System.Text;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>Changes of text that methods and filters share.</summary>
internal static class TextChanges
{
    /// <summary>First letter big, all others small.</summary>
    public static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary><c>str.title()</c>: a word begins after everything that is no letter.</summary>
    public static string TitleMethod(string text)
    {
        var title = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var c in text)
        {
            title.Append(inWord ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inWord = char.IsLetter(c);
        }

        return title.ToString();
    }

    /// <summary>The filter <c>title</c>: a word begins after a space, a hyphen or an opening bracket.</summary>
    public static string TitleFilter(string text)
    {
        var title = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var c in text)
        {
            title.Append(inWord ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c));
            inWord = !(c is '-' or '(' or '{' or '[' or '<' || Syntax.PythonSpace.Is(c));
        }

        return title.ToString();
    }

    /// <summary><c>str.replace</c>; a negative <paramref name="count"/> means all.</summary>
    public static string Replace(string text, string old, string with, int count, RenderBudget budget)
    {
        if (count == 0)
        {
            return text;
        }

        var result = new BoundedText(budget);
        var left = count < 0 ? int.MaxValue : count;
        var at = 0;
        if (old.Length == 0)
        {
            // Python puts the new text before every character and at the end.
            for (; at < text.Length && left > 0; at++, left--)
            {
                result.Append(with).Append(text[at].ToString());
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

    /// <summary>How many of the missing characters <c>str.center</c> puts on the left.</summary>
    public static int LeftOfCenter(int missing, int width) => (missing / 2) + (missing & width & 1);
}
