using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Rendering;

/// <summary>Where one rendering stands.</summary>
internal sealed class RenderState
{
    private readonly IReadOnlyDictionary<string, JinjaValue> _values;

    public RenderState(IReadOnlyDictionary<string, JinjaValue> values, JinjaLimits limits)
    {
        _values = values;
        Budget = new(limits);
        Output = new(Budget);
    }

    public RenderBudget Budget { get; }

    /// <summary>Where text goes at the moment.</summary>
    public BoundedText Output { get; private set; }

    public Scope Scope { get; private set; } = new(null);

    /// <summary>Line of the statement at work, for errors.</summary>
    public int Line { get; set; } = 1;

    /// <summary>What <paramref name="name"/> means here.</summary>
    public JinjaValue Find(string name) =>
        Scope.Find(name) ?? _values.GetValueOrDefault(name) ?? GlobalFunctions.Find(name) ?? UndefinedValue.Name(name);

    /// <summary>Does <paramref name="action"/> where names that it sets end with it.</summary>
    /// <param name="scope">The scope to do it in.</param>
    /// <param name="action">What to do.</param>
    public void In(Scope scope, Action action)
    {
        var before = Scope;
        Scope = scope;
        try
        {
            action();
        }
        finally
        {
            Scope = before;
        }
    }

    /// <summary>Does <paramref name="action"/> in a scope within the present one.</summary>
    public void InNewScope(Action action) => In(new(Scope), action);

    /// <summary>The text that <paramref name="action"/> gives, instead of writing it.</summary>
    public string Capture(Action action)
    {
        var before = Output;
        Output = new(Budget);
        try
        {
            action();
            return Output.ToString();
        }
        finally
        {
            Output = before;
        }
    }

    /// <summary>The elements of <paramref name="value"/>, counted against the limits.</summary>
    /// <exception cref="JinjaException">It has none.</exception>
    public List<JinjaValue> Items(JinjaValue value)
    {
        var items = value.Items() ?? throw new JinjaException($"a value of type '{value.TypeName}' has no elements to go through");
        Budget.Step(value.Count() ?? 0);
        return [.. items];
    }

    /// <summary>The value as text.</summary>
    public string Text(JinjaValue value) => value.Text(Budget);
}
