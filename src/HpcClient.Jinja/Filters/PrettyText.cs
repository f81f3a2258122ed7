using HpcClient.Jinja.Formatting;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>Values as Python's <c>pprint</c> lays them out: in lines of at most 80 characters where that can be.</summary>
internal sealed class PrettyText(RenderBudget budget)
{
    private const int Width = 80;
    private readonly BoundedText _text = new(budget);

    public string Format(JinjaValue value)
    {
        Write(value, indent: 0, allowance: 0, level: 1);
        return _text.ToString();
    }

    /// <summary>Writes a value that begins in column <paramref name="indent"/> and is followed by so many closing brackets.</summary>
    private void Write(JinjaValue value, int indent, int allowance, int level)
    {
        StackGuard.Check();
        var repr = Sorted(value);
        if (repr.Length <= Width - indent - allowance)
        {
            _text.Append(repr);
            return;
        }

        switch (value)
        {
            case MapValue map when _text.Enter(map):
                _text.Append("{");
                WriteEntries(map, indent + 1, allowance + 1, level);
                _text.Append("}");
                _text.Leave(map);
                break;
            case ListValue list when list.Elements.Count > 0 && _text.Enter(list):
                var close = list is { IsTuple: true, Elements.Count: 1 } ? ",)" : list.IsTuple ? ")" : "]";
                _text.Append(list.IsTuple ? "(" : "[");
                WriteElements(list.Elements, indent + 1, allowance + close.Length, level);
                _text.Append(close);
                _text.Leave(list);
                break;
            case StringValue { IsSafe: false, Value.Length: > 0 } text:
                WriteLines(text.Value, indent, allowance, level);
                break;
            default:
                _text.Append(repr);
                break;
        }
    }

    private void WriteEntries(MapValue map, int indent, int allowance, int level)
    {
        var entries = Order(map);
        for (var i = 0; i < entries.Count; i++)
        {
            var key = Sorted(entries[i].Key);
            _text.Append(i > 0 ? ",\n" + new string(' ', indent) : "").Append(key).Append(": ");
            Write(entries[i].Value, indent + key.Length + 2, i == entries.Count - 1 ? allowance : 1, level + 1);
        }
    }

    private void WriteElements(List<JinjaValue> elements, int indent, int allowance, int level)
    {
        for (var i = 0; i < elements.Count; i++)
        {
            _text.Append(i > 0 ? ",\n" + new string(' ', indent) : "");
            Write(elements[i], indent, i == elements.Count - 1 ? allowance : 1, level + 1);
        }
    }

    /// <summary>Long text is cut at spaces into several literals.</summary>
    private void WriteLines(string text, int indent, int allowance, int level)
    {
        // At the top the literals stand in parentheses.
        (indent, allowance) = level == 1 ? (indent + 1, allowance + 1) : (indent, allowance);
        var literals = new List<string>();
        var lines = PythonSpace.SplitLines(text, keepEnds: true);
        for (var i = 0; i < lines.Count; i++)
        {
            var most = i == lines.Count - 1 ? Width - indent - allowance : Width - indent;
            if (Repr(lines[i]).Length <= most)
            {
                literals.Add(Repr(lines[i]));
            }
            else
            {
                Cut(lines[i], Width - indent, most, literals);
            }
        }

        var isGrouped = level == 1 && literals.Count > 1;
        _text.Append(isGrouped ? "(" : "").Append(string.Join("\n" + new string(' ', indent), literals)).Append(isGrouped ? ")" : "");
    }

    private void Cut(string line, int width, int lastWidth, List<string> literals)
    {
        var parts = WordWrap.WithSpace(line);
        var current = "";
        for (var i = 0; i < parts.Count; i++)
        {
            var longer = current + parts[i];
            if (Repr(longer).Length > (i == parts.Count - 1 ? lastWidth : width))
            {
                if (current.Length > 0)
                {
                    literals.Add(Repr(current));
                }

                current = parts[i];
            }
            else
            {
                current = longer;
            }
        }

        if (current.Length > 0)
        {
            literals.Add(Repr(current));
        }
    }

    private string Repr(string text) => PythonRepr.Of(new StringValue(text), budget);

    /// <summary>In one line, the keys of maps in order.</summary>
    private string Sorted(JinjaValue value) => PythonRepr.Of(WithOrder(value), budget);

    private JinjaValue WithOrder(JinjaValue value)
    {
        StackGuard.Check();
        budget.Step();
        return value switch
        {
            MapValue map => new MapValue(Order(map).Select(e => KeyValuePair.Create(e.Key, WithOrder(e.Value)))),
            ListValue list => new ListValue([.. list.Elements.Select(WithOrder)], list.IsTuple),
            _ => value,
        };
    }

    /// <summary>Values without an order between them go by the names of their types.</summary>
    private static List<KeyValuePair<JinjaValue, JinjaValue>> Order(MapValue map)
    {
        try
        {
            return Sorting.Sorted([.. map.Entries], e => e.Key, reverse: false);
        }
        catch (JinjaException)
        {
            return [.. map.Entries.OrderBy(e => e.Key.TypeName, StringComparer.Ordinal)];
        }
    }
}
