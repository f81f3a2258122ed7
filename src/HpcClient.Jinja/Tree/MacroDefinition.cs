using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary>Parameters and text of a macro, or of what a call block hands over.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Parameters">Its parameters with their defaults.</param>
/// <param name="Uses">Which of <c>caller</c>, <c>varargs</c> and <c>kwargs</c> its text refers to: only those does it accept.</param>
/// <param name="Body">Its text.</param>
internal sealed record MacroDefinition(string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters, IReadOnlySet<string> Uses, Body Body)
{
    /// <summary>Names that a macro gets beside its parameters.</summary>
    public static readonly IReadOnlyList<string> SpecialNames = ["caller", "varargs", "kwargs"];

    /// <summary>Whether <paramref name="name"/> is among the parameters.</summary>
    public bool Has(string name) => Parameters.Any(p => p.Name == name);

    /// <summary>Whether the text refers to the special name <paramref name="name"/>.</summary>
    public bool Takes(string name) => Uses.Contains(name) && !Has(name);

    /// <summary>The macro as a value that sees the names around the present place.</summary>
    public MacroValue Close(RenderState state) => new(this, state.Scope);

    /// <summary>Its text for <paramref name="arguments"/>.</summary>
    public StringValue Run(RenderState state, Scope around, Arguments arguments) => new(state.Capture(() => state.In(new(around), () =>
    {
        Bind(state, arguments);
        Body.Execute(state);
    })));

    private void Bind(RenderState state, Arguments arguments)
    {
        var named = new Dictionary<string, JinjaValue>(arguments.Named, StringComparer.Ordinal);
        var values = new List<JinjaValue?>();
        for (var i = 0; i < Parameters.Count; i++)
        {
            var name = Parameters[i].Name;
            var isNamed = named.Remove(name, out var value);
            values.Add(i < arguments.Positional.Count
                ? isNamed ? throw new JinjaException($"the macro '{Name}' is given '{name}' twice") : arguments.Positional[i]
                : value);
        }

        BindSpecial(state, arguments, named);
        for (var i = 0; i < Parameters.Count; i++)
        {
            var (name, otherwise) = Parameters[i];

            // A default may refer to the parameters before it.
            state.Scope.Set(name, values[i] ?? otherwise?.Evaluate(state) ?? new UndefinedValue($"the macro '{Name}' was called without '{name}'"));
        }
    }

    private void BindSpecial(RenderState state, Arguments arguments, Dictionary<string, JinjaValue> named)
    {
        if (Takes("caller"))
        {
            named.Remove("caller", out var caller);
            state.Scope.Set("caller", caller ?? new UndefinedValue($"the macro '{Name}' was called without a call block, so it has no caller"));
        }

        if (Takes("kwargs"))
        {
            state.Scope.Set("kwargs", JinjaValue.Of(named));
        }
        else if (named.Count > 0)
        {
            throw new JinjaException(named.ContainsKey("caller")
                ? $"the macro '{Name}' never refers to 'caller', so it cannot be used in a call block"
                : $"the macro '{Name}' has no parameter '{named.Keys.First()}'");
        }

        if (Takes("varargs"))
        {
            state.Scope.Set("varargs", ListValue.Tuple([.. arguments.Positional.Skip(Parameters.Count)]));
        }
        else if (arguments.Positional.Count > Parameters.Count)
        {
            throw new JinjaException($"the macro '{Name}' takes at most {Parameters.Count} arguments, {arguments.Positional.Count} are given");
        }
    }
}
