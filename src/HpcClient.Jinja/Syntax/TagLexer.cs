using System.Globalization;

namespace HpcClient.Jinja.Syntax;

/// <summary>Cuts the inside of one <c>{% %}</c> or <c>{{ }}</c> into tokens.</summary>
internal sealed class TagLexer(LexerInput input, List<Token> tokens, bool isBlock, Place startPlace)
{
    private static readonly string[] Operators =
    [
        "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";",
    ];

    private readonly Stack<char> _open = new();

    /// <summary>Reads up to and including the end of the tag.</summary>
    public void Run()
    {
        while (!AcceptEnd())
        {
            if (input.AtEnd)
            {
                throw new JinjaException(isBlock ? "the statement that begins here with '{%' has no end '%}'" : "the expression that begins here with '{{' has no end '}}'", startPlace);
            }

            if (PythonSpace.Is(input.Current))
            {
                input.SkipSpace();
            }
            else
            {
                tokens.Add(Next());
            }
        }
    }

    private bool AcceptEnd()
    {
        if (_open.Count > 0)
        {
            return false;
        }

        var place = input.Place;
        var end = isBlock ? "%}" : "}}";
        var strip = input.Accept("-" + end);
        if (!strip && !input.Accept(end) && !(isBlock && input.Accept("+%}")))
        {
            return false;
        }

        if (strip)
        {
            input.SkipSpace();
        }

        tokens.Add(new(isBlock ? TokenKind.BlockEnd : TokenKind.OutputEnd, "", place));
        return true;
    }

    private Token Next()
    {
        var place = input.Place;
        var c = input.Current;
        if (char.IsAsciiDigit(c))
        {
            return NumberLexer.Read(input, place, afterDot: tokens[^1].IsOperator("."));
        }

        if (c is '"' or '\'')
        {
            return StringLexer.Read(input, place);
        }

        if (IsNamePart(c) && !IsDigitLike(c))
        {
            var start = input.Position;
            while (!input.AtEnd && IsNamePart(input.Current))
            {
                input.Take(1);
            }

            return new(TokenKind.Name, input.Slice(start, input.Position), place);
        }

        foreach (var text in Operators)
        {
            if (input.Accept(text))
            {
                Balance(text[0], place);
                return new(TokenKind.Operator, text, place);
            }
        }

        throw Fault($"the character '{c}' has no meaning inside of a tag");
    }

    private void Balance(char c, Place place)
    {
        switch (c)
        {
            case '(':
                _open.Push(')');
                break;
            case '[':
                _open.Push(']');
                break;
            case '{':
                _open.Push('}');
                break;
            case ')' or ']' or '}' when !_open.TryPop(out var expected) || expected != c:
                throw new JinjaException(expected == '\0' ? $"'{c}' closes nothing" : $"'{c}' stands where '{expected}' is expected", place);
        }
    }

    private static bool IsNamePart(char c) =>
        c == '_' || char.IsAsciiLetterOrDigit(c) || (c > '\x7f' && (char.IsLetterOrDigit(c) || IsMark(c)));

    private static bool IsDigitLike(char c) => char.IsDigit(c) || IsMark(c);

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private JinjaException Fault(string message) => new(message, input.Place);
}
