using System.Numerics;
using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>The functions that every template can call.</summary>
internal static class GlobalFunctions
{
    /// <summary>The function of this name, or null.</summary>
    public static JinjaValue? Find(string name) => name switch
    {
        "range" => new CallableValue(name, Range),
        "dict" => new CallableValue(name, Dict),
        "namespace" => new CallableValue(name, (state, arguments) => new NamespaceValue(
            Dict(state, arguments).Entries.ToDictionary(e => e.Key.ToString(), e => e.Value))),
        "cycler" => new CallableValue(name, (_, arguments) => new CyclerValue(arguments.Positional)),
        "joiner" => new CallableValue(name, Joiner),
        _ => null,
    };

    private static ListValue Range(RenderState state, Arguments arguments)
    {
        var numbers = arguments.Positional.Select(Number).ToList();
        var (start, stop, step) = numbers switch
        {
            [var end] => (BigInteger.Zero, end, BigInteger.One),
            [var begin, var end] => (begin, end, BigInteger.One),
            [var begin, var end, var by] when !by.IsZero => (begin, end, by),
            _ => throw new JinjaException("range needs one to three whole numbers, of which the third is not 0"),
        };
        var count = BigInteger.Max(0, (stop - start + step - step.Sign) / step);
        state.Budget.Step((long)BigInteger.Min(count, long.MaxValue / 2));
        return new([.. Enumerable.Range(0, (int)count).Select(i => new IntegerValue(start + (step * i)))]);
    }

    private static BigInteger Number(JinjaValue value) => value is UndefinedValue undefined ? throw undefined.Fault()
        : Numbers.TryInteger(value, out var number) ? number
        : throw new JinjaException($"range needs whole numbers, not a value of type '{value.TypeName}'");

    private static MapValue Dict(RenderState state, Arguments arguments)
    {
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
                if (pair is not ListValue { Elements: [var key, var value] })
                {
                    throw new JinjaException("a map is made of pairs, or of another map");
                }

                map.Set(key, value);
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
