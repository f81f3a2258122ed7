using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;

namespace HpcClient.Jinja.Values;

/// <summary>The methods of Python's <c>str</c> that answer with a number or yes or no.</summary>
internal static class TextQuestions
{
    /// <summary>The method of this name, or null.</summary>
    public static Func<string, Arguments, RenderState, JinjaValue>? Find(string name) => name switch
    {
        "startswith" => (s, a, state) => JinjaValue.Of(Any(name, a, state, p => s.StartsWith(p, StringComparison.Ordinal))),
        "endswith" => (s, a, state) => JinjaValue.Of(Any(name, a, state, p => s.EndsWith(p, StringComparison.Ordinal))),
        "find" or "rfind" or "index" or "rindex" => (s, a, _) => Position(name, s, a),
        "count" => (s, a, _) => JinjaValue.Of(Count(s, a.Bind(name, "sub").Text(0))),
        "isdigit" or "isdecimal" or "isnumeric" => (s, _, _) => All(s, char.IsDigit),
        "isalpha" => (s, _, _) => All(s, char.IsLetter),
        "isalnum" => (s, _, _) => All(s, char.IsLetterOrDigit),
        "isspace" => (s, _, _) => All(s, PythonSpace.Is),
        "isupper" => (s, _, _) => JinjaValue.Of(s.Any(char.IsUpper) && !s.Any(char.IsLower)),
        "islower" => (s, _, _) => JinjaValue.Of(s.Any(char.IsLower) && !s.Any(char.IsUpper)),
        _ => null,
    };

    private static JinjaValue All(string text, Func<char, bool> holds) => JinjaValue.Of(text.Length > 0 && text.All(holds));

    private static bool Any(string name, Arguments arguments, RenderState state, Func<string, bool> holds)
    {
        var given = arguments.Bind(name, "prefix");
        return given[0] is ListValue { IsTuple: true } several
            ? several.Elements.Exists(e => holds(state.Text(e)))
            : holds(given.Text(0));
    }

    private static JinjaValue Position(string name, string text, Arguments arguments)
    {
        var given = arguments.Bind(name, "sub", "start", "end");
        var part = given.Text(0);
        var start = Bound(given.Integer(1, 0), text.Length);
        var end = Math.Max(start, Bound(given.Integer(2, text.Length), text.Length));
        var within = text[start..end];
        var at = name is "find" or "index" ? within.IndexOf(part, StringComparison.Ordinal) : within.LastIndexOf(part, StringComparison.Ordinal);
        return at >= 0 || name is "find" or "rfind"
            ? JinjaValue.Of(at < 0 ? -1 : at + start)
            : throw new JinjaException($"'{part}' is not in the text");
    }

    private static int Bound(int at, int length) => Math.Clamp(at < 0 ? at + length : at, 0, length);

    private static int Count(string text, string part)
    {
        if (part.Length == 0)
        {
            return text.Length + 1;
        }

        var count = 0;
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + part.Length, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }
}
