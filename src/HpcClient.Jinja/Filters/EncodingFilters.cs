using System.Net;
using System.Text;
using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that write a value in another notation.</summary>
internal static class EncodingFilters
{
    public static Filter? Find(string name) => name switch
    {
        "tojson" => ToJson,
        "escape" or "e" => (state, value, a) => Safe(a.Bind("escape") is not null ? Html.Escape(value, state.Budget) : ""),
        "forceescape" => (state, value, a) => Safe(a.Bind(name) is not null ? Html.Escape(state.Text(value), state.Budget) : ""),
        "safe" => (state, value, a) => Safe(a.Bind(name) is not null ? state.Text(value) : ""),
        "striptags" => (state, value, a) => new StringValue(a.Bind(name) is not null ? StripTags(state.Text(value)) : ""),
        "xmlattr" => Attributes,
        "urlencode" => UrlEncode,
        "pprint" => (state, value, a) => new StringValue(a.Bind(name) is not null ? new PrettyText(state.Budget).Format(value) : ""),
        _ => null,
    };

    private static StringValue Safe(string text) => new(text, isSafe: true);

    private static StringValue ToJson(RenderState state, JinjaValue value, Arguments arguments)
    {
        var indent = arguments.Bind("tojson", "indent");
        var text = new BoundedText(state.Budget);
        new JsonText(text, indent[0] is null or NoneValue ? null : indent.Integer(0, 0)).Write(value, depth: 0);

        // As Jinja2 does, so that the text can stand in a web page or between single quotes.
        var safe = text.ToString()
            .Replace("<", "\\u003c", StringComparison.Ordinal).Replace(">", "\\u003e", StringComparison.Ordinal)
            .Replace("&", "\\u0026", StringComparison.Ordinal).Replace("'", "\\u0027", StringComparison.Ordinal);
        state.Budget.Make(safe.Length);
        return Safe(safe);
    }

    private static string StripTags(string text)
    {
        var words = PythonSpace.Words(Without(Without(text, "<!--", "-->"), "<", ">"));
        return WebUtility.HtmlDecode(string.Join(' ', words));
    }

    private static string Without(string text, string open, string close)
    {
        var rest = new StringBuilder();
        var at = 0;
        while (text.IndexOf(open, at, StringComparison.Ordinal) is var start and >= 0
            && text.IndexOf(close, start + open.Length, StringComparison.Ordinal) is var end and >= 0)
        {
            rest.Append(text, at, start - at);
            at = end + close.Length;
        }

        return rest.Append(text, at, text.Length - at).ToString();
    }

    private static StringValue Attributes(RenderState state, JinjaValue value, Arguments arguments)
    {
        var space = arguments.Bind("xmlattr", "autospace").Flag(0, otherwise: true);
        var text = new BoundedText(state.Budget);
        foreach (var (key, item) in Map(value, "xmlattr").Entries.Where(e => e.Value is not (NoneValue or UndefinedValue)))
        {
            var name = (key as StringValue)?.Value ?? throw new JinjaException("the names of attributes must be strings");
            text.Append(space || text.Length > 0 ? " " : "")
                .Append(name.Any(c => PythonSpace.Is(c) || c is '/' or '>' or '=')
                    ? throw new JinjaException($"'{name}' cannot be the name of an attribute")
                    : Html.Escape(key, state.Budget))
                .Append("=\"").Append(Html.Escape(item, state.Budget)).Append("\"");
        }

        return new StringValue(text.ToString());
    }

    private static MapValue Map(JinjaValue value, string filter) => value switch
    {
        MapValue map => map,
        UndefinedValue undefined => throw undefined.Fault(),
        _ => throw new JinjaException($"the filter {filter} needs a map, not a value of type '{value.TypeName}'"),
    };

    private static StringValue UrlEncode(RenderState state, JinjaValue value, Arguments arguments)
    {
        arguments.Bind("urlencode");
        var pairs = value switch
        {
            StringValue => null,
            MapValue map => MapMethods.Pairs(map, state.Budget),
            _ => value.Items() is null ? null : state.Items(value),
        };
        if (pairs is null)
        {
            return new StringValue(Quote(state.Text(value), keepSlash: true, state.Budget));
        }

        var query = new BoundedText(state.Budget);
        foreach (var pair in pairs)
        {
            if (state.Items(pair) is not [var key, var item])
            {
                throw new JinjaException("urlencode needs text, a map or pairs");
            }

            query.Append(query.Length > 0 ? "&" : "")
                .Append(Quote(state.Text(key), keepSlash: false, state.Budget)).Append("=").Append(Quote(state.Text(item), keepSlash: false, state.Budget));
        }

        return new StringValue(query.ToString());
    }

    private static string Quote(string text, bool keepSlash, RenderBudget budget)
    {
        var quoted = new BoundedText(budget);
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            var c = (char)b;
            quoted.Append(char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' or '~' || (keepSlash && c == '/')
                ? c.ToString()
                : !keepSlash && c == ' ' ? "+" : $"%{b:X2}");
        }

        return quoted.ToString();
    }
}
