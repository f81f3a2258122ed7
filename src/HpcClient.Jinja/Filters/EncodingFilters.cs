using System.Text;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Filters that write a value in another notation.</summary>
internal static class EncodingFilters
{
    public static Filter? Find(string name) => name switch
    {
        "tojson" => ToJson,
        "escape" or "e" => (state, value, _) => new StringValue(Escape(state.Text(value), state.Budget)),
        "urlencode" => UrlEncode,
        _ => null,
    };

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
        return new StringValue(safe);
    }

    private static string Escape(string text, RenderBudget budget)
    {
        var escaped = new BoundedText(budget);
        foreach (var c in text)
        {
            escaped.Append(c switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&#34;",
                '\'' => "&#39;",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }

    private static StringValue UrlEncode(RenderState state, JinjaValue value, Arguments arguments)
    {
        if (value is StringValue text)
        {
            return new StringValue(Quote(text.Value, keepSlash: true, state.Budget));
        }

        var pairs = value is MapValue map ? MapMethods.Pairs(map, state.Budget) : value;
        if (pairs is not ListValue list)
        {
            return new StringValue(Quote(state.Text(value), keepSlash: true, state.Budget));
        }

        var query = new BoundedText(state.Budget);
        foreach (var pair in list.Elements)
        {
            if (pair is not ListValue { Elements: [var key, var item] })
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
