using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary>Parameters and text of a macro, or of what a call block hands over.</summary>
internal sealed record MacroDefinition(string Name, IReadOnlyList<(string Name, Expression? Default)> Parameters, Body Body)
{
    /// <summary>The macro as a value that sees the names around the present place.</summary>
    public CallableValue Close(RenderState state)
    {
        var around = state.Scope;
        return new(Name, (caller, arguments) => Run(caller, around, arguments));
    }

    private StringValue Run(RenderState state, Scope around, Arguments arguments)
    {
        var scope = new Scope(around);
        var text = state.Capture(() => state.In(scope, () =>
        {
            Bind(state, arguments);
            Body.Execute(state);
        }));
        return new(text);
    }

    private void Bind(RenderState state, Arguments arguments)
    {
        var named = new Dictionary<string, JinjaValue>(arguments.Named, StringComparer.Ordinal);
        for (var i = 0; i < Parameters.Count; i++)
        {
            var (name, otherwise) = Parameters[i];
            var isNamed = named.Remove(name, out var value);
            if (i < arguments.Positional.Count)
            {
                value = isNamed ? throw new JinjaException($"the macro '{Name}' is given '{name}' twice") : arguments.Positional[i];
            }

            state.Scope.Set(name, value ?? otherwise?.Evaluate(state) ?? new UndefinedValue($"parameter '{name}' was not provided"));
        }

        named.Remove("caller", out var caller);
        state.Scope.Set("caller", caller ?? new UndefinedValue("No caller defined"));
        state.Scope.Set("varargs", ListValue.Tuple([.. arguments.Positional.Skip(Parameters.Count)]));
        state.Scope.Set("kwargs", JinjaValue.Of(named));
    }
}
