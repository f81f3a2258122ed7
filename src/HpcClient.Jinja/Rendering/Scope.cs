namespace HpcClient.Jinja.Rendering;

/// <summary>The names that are visible at one place: its own, then those around it.</summary>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, JinjaValue> _names = new(StringComparer.Ordinal);

    public void Set(string name, JinjaValue value) => _names[name] = value;

    public JinjaValue? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._names.TryGetValue(name, out var value))
            {
                return value;
            }
        }

        return null;
    }

    private Scope? Outer { get; } = outer;
}
