using System.Globalization;
using System.Text;
using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>str</c> that answer with a number or yes or no.</summary>
internal static class TextQuestions
{
    /// <summary>The names of all of them.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "startswith", "endswith", "find", "rfind", "index", "rindex", "count", "isdigit", "isdecimal", "isnumeric", "isalpha", "isalnum", "isspace",
        "isupper", "islower", "istitle", "isascii", "isidentifier", "isprintable",
    ];

    /// <summary>The method of this name, or null.</summary>
    public static Func<string, Arguments, RenderState, JinjaValue>? Find(string name) => name switch
    {
        "startswith" => (s, a, _) => Affix(name, s, a, (text, p) => text.StartsWith(p, StringComparison.Ordinal)),
        "endswith" => (s, a, _) => Affix(name, s, a, (text, p) => text.EndsWith(p, StringComparison.Ordinal)),
        "find" or "rfind" or "index" or "rindex" => (s, a, state) => Position(name, s, a, state),
        "count" => Count,
        "isdigit" => All(name, r => Digit(r) >= 0),
        "isdecimal" => All(name, r => Rune.GetUnicodeCategory(r) == UnicodeCategory.DecimalDigitNumber),
        "isnumeric" => All(name, IsNumeric),
        "isalpha" => All(name, Rune.IsLetter),
        "isalnum" => All(name, r => Rune.IsLetter(r) || IsNumeric(r)),
        "isspace" => All(name, r => r.IsBmp && PythonSpace.Is((char)r.Value)),
        "isprintable" => Ask(name, s => !s.EnumerateRunes().Any(r => !PythonRepr.IsPrintable(r))),
        "isascii" => Ask(name, s => Ascii.IsValid(s)),
        "isidentifier" => Ask(name, s => s.Length > 0 && !char.IsAsciiDigit(s[0]) && s.EnumerateRunes().All(r => Rune.IsLetterOrDigit(r) || r.Value == '_')),
        "istitle" => Ask(name, CaseText.IsTitle),
        "isupper" => Ask(name, s => s.Any(char.IsUpper) && !s.Any(char.IsLower)),
        "islower" => Ask(name, s => s.Any(char.IsLower) && !s.Any(char.IsUpper)),
        _ => null,
    };

    private static Func<string, Arguments, RenderState, JinjaValue> Ask(string name, Func<string, bool> question) => (s, a, _) =>
    {
        a.BindPositional(name);
        return JinjaValue.Of(question(s));
    };

    private static Func<string, Arguments, RenderState, JinjaValue> All(string name, Func<Rune, bool> holds) =>
        Ask(name, s => s.Length > 0 && s.EnumerateRunes().All(holds));

    private static int Digit(Rune rune) => CharUnicodeInfo.GetDigitValue(rune.ToString(), 0);

    /// <summary>Numbers in Python's sense hold the Chinese ones as well, which .NET counts as letters only.</summary>
    private static bool IsNumeric(Rune rune) =>
        Rune.IsNumber(rune) || CharUnicodeInfo.GetNumericValue(rune.ToString(), 0) >= 0 || "〇一七万三九二五亿八六十千四百".Contains(rune.ToString(), StringComparison.Ordinal);

    private static JinjaValue Affix(string name, string text, Arguments arguments, Func<string, string, bool> holds)
    {
        var given = arguments.BindPositional(name, "prefix", "start", "end");
        return JinjaValue.Of(given[0] is ListValue { IsTuple: true } several
            ? several.Elements.Exists(e => Holds(e is StringValue s ? s.Value : throw new JinjaException($"{name} takes a string, or a tuple of strings")))
            : Holds(given.Text(0)));

        bool Holds(string affix) => Within(text, given) is var (start, end) && holds(text[start..end], affix);
    }

    private static JinjaValue Position(string name, string text, Arguments arguments, RenderState state)
    {
        var given = arguments.BindPositional(name, "sub", "start", "end");
        var part = given.Text(0);
        state.Budget.Search(text, part);
        var at = -1;
        if (Within(text, given) is var (start, end))
        {
            var within = text[start..end];
            at = name is "find" or "index" ? within.IndexOf(part, StringComparison.Ordinal) : within.LastIndexOf(part, StringComparison.Ordinal);
            at = at < 0 ? -1 : CodePoints.PointOf(text, at + start);
        }

        return at >= 0 || name is "find" or "rfind" ? JinjaValue.Of(at) : throw new JinjaException($"'{part}' is not in the text");
    }

    private static JinjaValue Count(string text, Arguments arguments, RenderState state)
    {
        var given = arguments.BindPositional("count", "sub", "start", "end");
        var part = given.Text(0);
        state.Budget.Search(text, part);
        if (Within(text, given) is not var (start, end))
        {
            return JinjaValue.Of(0);
        }

        var within = text[start..end];
        if (part.Length == 0)
        {
            return JinjaValue.Of(CodePoints.Count(within) + 1);
        }

        var count = 0;
        for (var at = within.IndexOf(part, StringComparison.Ordinal); at >= 0; at = within.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return JinjaValue.Of(count);
    }

    /// <summary>The part of the text that the arguments <c>start</c> and <c>end</c> name; null when it begins behind its end.</summary>
    private static (int Start, int End)? Within(string text, BoundArguments given)
    {
        var length = CodePoints.Count(text);
        var start = given.IntegerOrNone(1, 0);
        var end = Math.Clamp(FromEnd(given.IntegerOrNone(2, length)), 0, length);
        start = Math.Max(0, FromEnd(start));
        return start > end ? null : (CodePoints.UnitOf(text, start), CodePoints.UnitOf(text, end));

        int FromEnd(int at) => at < 0 ? at + length : at;
    }
}
