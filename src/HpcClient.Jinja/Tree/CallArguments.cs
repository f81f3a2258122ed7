using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary>The arguments as a call writes them.</summary>
internal sealed record CallArguments
{
    public static readonly CallArguments None = new();

    public IReadOnlyList<Expression> Positional { get; init; } = [];

    public IReadOnlyList<(string Name, Expression Value)> Named { get; init; } = [];

    /// <summary><c>*list</c></summary>
    public Expression? MorePositional { get; init; }

    /// <summary><c>**map</c></summary>
    public Expression? MoreNamed { get; init; }

    public Arguments Evaluate(RenderState state)
    {
        var positional = Positional.Select(p => p.Evaluate(state)).ToList();
        if (MorePositional is not null)
        {
            positional.AddRange(state.Items(MorePositional.Evaluate(state)));
        }

        var named = new Dictionary<string, JinjaValue>(StringComparer.Ordinal);
        foreach (var (name, value) in Named)
        {
            Add(named, name, value.Evaluate(state));
        }

        if (MoreNamed?.Evaluate(state) is { } more)
        {
            var map = more as MapValue ?? throw new JinjaException("only a map can stand after '**'");
            foreach (var (name, value) in map.Entries)
            {
                Add(named, (name as StringValue)?.Value ?? throw new JinjaException("the keys of a map after '**' must be strings"), value);
            }
        }

        return new(positional, named);
    }

    private static void Add(Dictionary<string, JinjaValue> named, string name, JinjaValue value)
    {
        if (!named.TryAdd(name, value))
        {
            throw new JinjaException($"a call gives '{name}' twice");
        }
    }
}
