using System.Numerics;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>The functions that every template can call.</summary>
internal static class GlobalFunctions
{
    /// <summary>The names of all functions.</summary>
    public static IReadOnlyList<string> Names { get; } = ["range", "dict", "namespace", "cycler", "joiner"];

    /// <summary>The function of this name, or null.</summary>
    public static JinjaValue? Find(string name) => name switch
    {
        "range" => new CallableValue(name, Range),
        "dict" => new CallableValue(name, Dict),
        "namespace" => new CallableValue(name, (state, arguments) => new NamespaceValue(
            Dict(state, arguments).Entries.ToDictionary(e => state.Text(e.Key), e => e.Value, StringComparer.Ordinal))),
        "cycler" => new CallableValue(name, (_, arguments) => arguments.Named.Count == 0
            ? new CyclerValue(arguments.Positional)
            : throw new JinjaException("cycler takes no arguments by name")),
        "joiner" => new CallableValue(name, Joiner),
        _ => null,
    };

    private static RangeValue Range(RenderState state, Arguments arguments)
    {
        var numbers = arguments.BindPositional("range", "start", "stop", "step") is null ? [] : arguments.Positional.Select(Number).ToList();
        return numbers switch
        {
            [var stop] => new(0, stop, 1),
            [var start, var stop] => new(start, stop, 1),
            [var start, var stop, var step] when !step.IsZero => new(start, stop, step),
            _ => throw new JinjaException("range needs one to three whole numbers, of which the third is not 0"),
        };
    }

    private static BigInteger Number(JinjaValue value) => value is UndefinedValue undefined ? throw undefined.Fault()
        : Numbers.TryInteger(value, out var number) ? number
        : throw new JinjaException($"range needs whole numbers, not a value of type '{value.TypeName}'");

    /// <summary><c>dict(...)</c></summary>
    public static MapValue Dict(RenderState state, Arguments arguments)
    {
        if (arguments.Positional.Count > 1)
        {
            throw new JinjaException("a map is made of one value and of arguments by name");
        }

        var map = new MapValue([]);
        if (arguments.Positional is [MapValue given, ..])
        {
            foreach (var (key, value) in given.Entries)
            {
                map.Set(key, value);
            }
        }
        else if (arguments.Positional.Count > 0)
        {
            foreach (var pair in state.Items(arguments.Positional[0]))
            {
                map.Set(state.Items(pair) is [var key, var value] ? (key, value) : throw new JinjaException("a map is made of pairs, or of another map"));
            }
        }

        foreach (var (name, value) in arguments.Named)
        {
            map.Set(JinjaValue.Of(name), value);
        }

        return map;
    }

    private static CallableValue Joiner(RenderState state, Arguments arguments)
    {
        var separator = arguments.Bind("joiner", "sep")[0] ?? JinjaValue.Of(", ");
        var used = false;
        return new("joiner", (_, _) =>
        {
            var result = used ? separator : StringValue.Empty;
            used = true;
            return result;
        });
    }
}
