namespace HpcClient.Jinja.Syntax;

/// <summary>Cuts a template into tokens: finds the tags and applies the whitespace control; see <see cref="TagLexer"/> for their inside.</summary>
internal sealed class Lexer
{
    private readonly LexerInput _input;
    private readonly List<Token> _tokens = [];

    private Lexer(string source) => _input = new(source);

    /// <summary>All tokens of <paramref name="template"/>, with an end token; or those before a fault, with the fault as the last.</summary>
    public static List<Token> Read(string template)
    {
        var lexer = new Lexer(Normalize(template));
        try
        {
            lexer.Run();
        }
        catch (JinjaException e)
        {
            // What is wrong before it is told first.
            lexer._tokens.Add(new(TokenKind.Fault, e.Fault.Message, new(e.Fault.Line, e.Fault.Column)));
        }

        return lexer._tokens;
    }

    /// <summary>Line ends become LF and one of them at the very end is dropped.</summary>
    private static string Normalize(string template)
    {
        var text = template.ReplaceLineEndingsToLf();
        return text.EndsWith('\n') ? text[..^1] : text;
    }

    private void Run()
    {
        while (!_input.AtEnd)
        {
            var tag = NextTag(_input.Position);
            var place = _input.Place;
            var text = _input.TakeUntil(tag < 0 ? _input.Length : tag);
            if (tag < 0)
            {
                AddText(text, place);
                break;
            }

            var tagPlace = _input.Place;
            var opening = _input.Take(2);
            AddText(StripBefore(text), place);
            switch (opening)
            {
                case "{#":
                    SkipComment(tagPlace);
                    break;
                case "{%" when RawBegins():
                    ReadRaw(tagPlace);
                    break;
                default:
                    ReadTag(opening == "{%", tagPlace);
                    break;
            }
        }

        _tokens.Add(new(TokenKind.End, "", _input.Place));
    }

    private int NextTag(int from)
    {
        for (var at = _input.IndexOf("{", from); at >= 0; at = _input.IndexOf("{", at + 1))
        {
            if (_input.CharAt(at + 1) is '{' or '%' or '#')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Takes the sign after an opening: <c>-</c> strips the text before it, <c>+</c> says to leave it alone, which is the default.</summary>
    private string StripBefore(string text)
    {
        if (_input.Accept("-"))
        {
            return PythonSpace.TrimEnd(text);
        }

        _input.Accept("+");
        return text;
    }

    private void AddText(string text, Place place)
    {
        if (text.Length > 0)
        {
            _tokens.Add(new(TokenKind.Text, text, place));
        }
    }

    private void SkipComment(Place place)
    {
        var end = _input.IndexOf("#}", _input.Position);
        if (_input.AtEnd)
        {
            // Jinja2 lets an opening pass that nothing follows; so it does with 'raw'.
            return;
        }

        if (end < 0)
        {
            throw Fault("a comment that begins with '{#' has no end '#}'; where '{#' is meant for the shell, as in ${#list[@]}, write ${{ '{#' }}list[@]} or put the text between {% raw %} and {% endraw %}", place);
        }

        var comment = _input.TakeUntil(end);
        _input.Take(2);
        if (comment.EndsWith('-'))
        {
            _input.SkipSpace();
        }
    }

    private bool RawBegins()
    {
        var at = _input.Position;
        _input.SkipSpace();
        if (_input.Accept("raw"))
        {
            _input.SkipSpace();
            if (_input.Accept("%}"))
            {
                return true;
            }

            if (_input.Accept("-%}"))
            {
                _input.SkipSpace();
                return true;
            }
        }

        _input.Return(at);
        return false;
    }

    private void ReadRaw(Place place)
    {
        if (_input.AtEnd)
        {
            return;
        }

        var start = _input.Position;
        var startPlace = _input.Place;
        for (var at = _input.IndexOf("{%", start); at >= 0; at = _input.IndexOf("{%", at + 1))
        {
            _input.Return(at + 2);
            var strip = _input.Accept("-");
            if (!strip)
            {
                _input.Accept("+");
            }

            _input.SkipSpace();
            if (!_input.Accept("endraw"))
            {
                continue;
            }

            _input.SkipSpace();
            var stripAfter = _input.Accept("-%}");
            if (stripAfter || _input.Accept("+%}") || _input.Accept("%}"))
            {
                var text = _input.Slice(start, at);
                AddText(strip ? PythonSpace.TrimEnd(text) : text, startPlace);
                if (stripAfter)
                {
                    _input.SkipSpace();
                }

                return;
            }
        }

        throw Fault("{% raw %} has no {% endraw %}", place);
    }

    private void ReadTag(bool isBlock, Place place)
    {
        _tokens.Add(new(isBlock ? TokenKind.BlockBegin : TokenKind.OutputBegin, "", place));
        new TagLexer(_input, _tokens, isBlock, place).Run();
    }

    private static JinjaException Fault(string message, Place place) => new(message, place);
}
