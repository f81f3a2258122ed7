using System.Text;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Values;

/// <summary>Big and small letters as Python changes them: some letters become two.</summary>
internal static class CaseText
{
    public static string Upper(string text) => IsPlain(text) ? text.ToUpperInvariant() : string.Concat(text.ToUpperInvariant().Select(c => Longer(c) ?? c.ToString()));

    public static string Lower(string text)
    {
        var lower = text.ToLowerInvariant();
        return IsPlain(text) ? lower : string.Concat(lower.Select((c, i) => text[i] switch
        {
            'İ' => "i\u0307",
            'Σ' when i > 0 && char.IsLetter(text[i - 1]) && !(i + 1 < text.Length && char.IsLetter(text[i + 1])) => "ς",
            _ => c.ToString(),
        }));
    }

    /// <summary>First letter big, all others small.</summary>
    public static string Capitalize(string text) => text.Length == 0 ? text : Title(text[0]) + Lower(text[1..]);

    /// <summary><c>str.casefold()</c></summary>
    public static string Fold(string text) => Lower(text).Replace("ß", "ss", StringComparison.Ordinal).Replace('ς', 'σ');

    /// <summary><c>str.swapcase()</c></summary>
    public static string Swap(string text) => string.Concat(text.Select(c => char.IsUpper(c) ? Lower(c.ToString()) : Upper(c.ToString())));

    /// <summary><c>str.title()</c>: a word begins after everything that is no letter.</summary>
    public static string TitleMethod(string text)
    {
        var title = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var c in text)
        {
            title.Append(inWord ? Lower(c.ToString()) : Title(c));
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
            title.Append(inWord ? Lower(c.ToString()) : Upper(c.ToString()));
            inWord = !(c is '-' or '(' or '{' or '[' or '<' || PythonSpace.Is(c));
        }

        return title.ToString();
    }

    /// <summary><c>str.istitle()</c></summary>
    public static bool IsTitle(string text)
    {
        var (any, inWord) = (false, false);
        foreach (var c in text)
        {
            if (char.IsUpper(c) ? inWord : char.IsLower(c) && !inWord)
            {
                return false;
            }

            inWord = char.IsUpper(c) || char.IsLower(c);
            any |= inWord;
        }

        return any;
    }

    private static bool IsPlain(string text) => System.Text.Ascii.IsValid(text);

    private static string Title(char c) => c switch
    {
        'Ǆ' or 'ǅ' or 'ǆ' => "ǅ",
        'Ǉ' or 'ǈ' or 'ǉ' => "ǈ",
        'Ǌ' or 'ǋ' or 'ǌ' => "ǋ",
        'Ǳ' or 'ǲ' or 'ǳ' => "ǲ",
        _ => Longer(c) is { } longer ? longer[0] + longer[1..].ToLowerInvariant() : char.ToUpperInvariant(c).ToString(),
    };

    /// <summary>Letters without a big form of one letter.</summary>
    private static string? Longer(char c) => c switch
    {
        'ß' => "SS",
        'ŉ' => "ʼN",
        'ǰ' => "J\u030c",
        'ﬀ' => "FF",
        'ﬁ' => "FI",
        'ﬂ' => "FL",
        'ﬃ' => "FFI",
        'ﬄ' => "FFL",
        'ﬅ' or 'ﬆ' => "ST",
        _ => null,
    };
}
