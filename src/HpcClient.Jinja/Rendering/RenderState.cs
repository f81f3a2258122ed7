using HpcClient.Jinja.Tree;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Rendering;

/// <summary>Where one rendering stands.</summary>
internal sealed class RenderState
{
    private readonly IReadOnlyDictionary<string, JinjaValue> _values;
    private readonly SelfValue _self;

    public RenderState(IReadOnlyDictionary<string, JinjaValue> values, IReadOnlyDictionary<string, BlockStatement> blocks, RenderBudget budget)
    {
        _values = values;
        _self = new(blocks);
        Budget = budget;
        Output = new(Budget);
        Scope = Root;
    }

    public RenderBudget Budget { get; }

    /// <summary>Where text goes at the moment.</summary>
    public BoundedText Output { get; private set; }

    /// <summary>The names that the template as a whole has set.</summary>
    public Scope Root { get; } = new(null);

    public Scope Scope { get; private set; }

    /// <summary>The text that the filters of a block begin with.</summary>
    public StringValue BlockText { get; set; } = StringValue.Empty;

    /// <summary>What <paramref name="name"/> means here.</summary>
    public JinjaValue Find(string name) =>
        Scope.Find(name) ?? _values.GetValueOrDefault(name) ?? GlobalFunctions.Find(name) ?? (name == "self" ? _self : UndefinedValue.Name(name, _values.Keys));

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

    /// <summary>The elements of <paramref name="value"/>, not counted.</summary>
    /// <exception cref="JinjaException">It has none.</exception>
    public static IEnumerable<JinjaValue> Elements(JinjaValue value) =>
        value.Items() ?? throw new JinjaException($"a value of type '{value.TypeName}' has no elements to go through");

    /// <summary>The elements of <paramref name="value"/>, each counted against the limits when it is taken.</summary>
    public IEnumerable<JinjaValue> Each(JinjaValue value)
    {
        foreach (var element in Elements(value))
        {
            Budget.Step();
            yield return element;
        }
    }

    /// <summary>All elements of <paramref name="value"/>, counted against the limits.</summary>
    /// <exception cref="JinjaException">It has none.</exception>
    public List<JinjaValue> Items(JinjaValue value) => [.. Each(value)];

    /// <summary>The value as text.</summary>
    public string Text(JinjaValue value) => value.Text(Budget);
}
