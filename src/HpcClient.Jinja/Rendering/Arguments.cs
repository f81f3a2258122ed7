namespace HpcClient.Jinja.Rendering;

/// <summary>What a call was given.</summary>
/// <param name="Positional">The arguments without a name.</param>
/// <param name="Named">The arguments with one.</param>
internal sealed record Arguments(IReadOnlyList<JinjaValue> Positional, IReadOnlyDictionary<string, JinjaValue> Named)
{
    public static readonly Arguments None = Of();

    public static Arguments Of(params JinjaValue[] positional) => new(positional, new Dictionary<string, JinjaValue>());

    /// <summary>The same without the first <paramref name="count"/> positional ones.</summary>
    public Arguments Skip(int count) => this with { Positional = [.. Positional.Skip(count)] };

    /// <summary>As <see cref="Bind"/>, for a callee that takes no arguments by name.</summary>
    public BoundArguments BindPositional(string callee, params string[] names) => Named.Count == 0
        ? Bind(callee, names)
        : throw new JinjaException($"{callee} takes its arguments in order, not by name as '{Named.Keys.First()}' is given");

    /// <summary>Gives each argument its place among <paramref name="names"/>.</summary>
    /// <param name="callee">What is called, for messages.</param>
    /// <param name="names">The parameters in order.</param>
    /// <exception cref="JinjaException">There are too many, or one of an unknown name.</exception>
    public BoundArguments Bind(string callee, params string[] names)
    {
        if (Positional.Count > names.Length)
        {
            throw new JinjaException(names.Length == 0
                ? $"{callee} takes no arguments"
                : $"{callee} takes at most {names.Length} arguments, {Positional.Count} are given");
        }

        var values = new JinjaValue?[names.Length];
        for (var i = 0; i < Positional.Count; i++)
        {
            values[i] = Positional[i];
        }

        foreach (var (name, value) in Named)
        {
            var at = Array.IndexOf(names, name);
            if (at < 0 || values[at] is not null)
            {
                throw new JinjaException(at < 0 ? $"{callee} has no argument '{name}'" : $"{callee} is given '{name}' twice");
            }

            values[at] = value;
        }

        return new(callee, names, values);
    }
}
