namespace HpcClient.Jinja.Syntax;

/// <summary>Whitespace and line ends as Python counts them.</summary>
internal static class PythonSpace
{
    /// <summary>Whether Python's <c>str.isspace</c> holds: .NET's notion plus the four information separators.</summary>
    public static bool Is(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary><c>str.rstrip()</c></summary>
    public static string TrimEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && Is(text[end - 1]))
        {
            end--;
        }

        return text[..end];
    }

    /// <summary><c>str.lstrip()</c></summary>
    public static string TrimStart(string text)
    {
        var start = 0;
        while (start < text.Length && Is(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    /// <summary>CRLF and lone CR become LF.</summary>
    public static string ReplaceLineEndingsToLf(this string text) =>
        text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    /// <summary><c>str.splitlines()</c></summary>
    public static List<string> SplitLines(string text, bool keepEnds = false)
    {
        var lines = new List<string>();
        var start = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is '\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029')
            {
                var end = at;
                at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 1 : 0;
                lines.Add(text[start..(keepEnds ? at + 1 : end)]);
                start = at + 1;
            }
        }

        if (start < text.Length)
        {
            lines.Add(text[start..]);
        }

        return lines;
    }

    /// <summary><c>str.split()</c> without a separator.</summary>
    public static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            if (at == text.Length || Is(text[at]))
            {
                if (start >= 0)
                {
                    words.Add(text[start..at]);
                    start = -1;
                }
            }
            else if (start < 0)
            {
                start = at;
            }
        }

        return words;
    }
}
