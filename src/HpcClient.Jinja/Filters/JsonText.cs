using System.Globalization;
using System.Text;
using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Values as Python's <c>json.dumps</c> writes them with sorted keys.</summary>
internal sealed class JsonText(BoundedText text, int? indent)
{
    public void Write(JinjaValue value, int depth)
    {
        StackGuard.Check();
        switch (value)
        {
            case StringValue s:
                text.Append(Quote(s.Value));
                break;
            case NoneValue:
                text.Append("null");
                break;
            case BoolValue b:
                text.Append(b.Value ? "true" : "false");
                break;
            case IntegerValue i:
                text.Append(i.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FloatValue f:
                text.Append(double.IsFinite(f.Value) ? PythonFloat.Repr(f.Value) : double.IsNaN(f.Value) ? "NaN" : f.Value > 0 ? "Infinity" : "-Infinity");
                break;
            case ListValue list:
                Between("[", "]", list.Elements, depth, element => Write(element, depth + 1));
                break;
            case MapValue map:
                WriteMap(map, depth);
                break;
            case UndefinedValue undefined:
                throw undefined.Fault();
            default:
                throw new JinjaException($"a value of type '{value.TypeName}' cannot be written as JSON");
        }
    }

    private void WriteMap(MapValue map, int depth)
    {
        var entries = Sorting.Sorted([.. map.Entries], e => e.Key, reverse: false);
        Between("{", "}", entries, depth, entry =>
        {
            text.Append(Quote(Key(entry.Key))).Append(": ");
            Write(entry.Value, depth + 1);
        });
    }

    private static string Key(JinjaValue key) => key switch
    {
        StringValue s => s.Value,
        NoneValue => "null",
        BoolValue b => b.Value ? "true" : "false",
        IntegerValue or FloatValue => key.ToString(),
        _ => throw new JinjaException($"a value of type '{key.TypeName}' cannot be a key in JSON"),
    };

    private void Between<T>(string open, string close, List<T> items, int depth, Action<T> write)
    {
        text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            text.Append(i == 0 ? "" : indent is null ? ", " : ",");
            NewLine(depth + 1);
            write(items[i]);
        }

        if (items.Count > 0)
        {
            NewLine(depth);
        }

        text.Append(close);
    }

    private void NewLine(int depth)
    {
        if (indent is { } width)
        {
            text.Append("\n").Append(new string(' ', Math.Clamp(width, 0, 100) * depth));
        }
    }

    private static string Quote(string value)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' or > '~' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
