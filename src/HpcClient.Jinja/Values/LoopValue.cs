using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Values;

/// <summary>What <c>loop</c> is within a <c>for</c>.</summary>
/// <param name="elements">The elements; each is asked for when its round comes, or when <c>loop</c> must look ahead.</param>
/// <param name="count">Their number, when it is known without going through them.</param>
/// <param name="depth">How deep a recursive loop is, from 0.</param>
/// <param name="again">Goes through children in a recursive loop; null in any other.</param>
internal sealed class LoopValue(IEnumerable<JinjaValue> elements, Func<int?> count, int depth, Func<RenderState, JinjaValue, JinjaValue>? again) : JinjaValue
{
    private readonly Queue<JinjaValue> _ahead = new();
    private IEnumerator<JinjaValue> _rest = elements.GetEnumerator();
    private JinjaValue? _before;
    private JinjaValue? _current;
    private JinjaValue? _changed;
    private int? _length;
    private int _index = -1;

    /// <summary>Whether no round took place.</summary>
    public bool IsEmpty => _index < 0;

    /// <summary>The element of the present round.</summary>
    public JinjaValue Current => _current!;

    internal override string TypeName => "LoopContext";

    /// <summary>Goes on to the next round.</summary>
    public bool MoveNext()
    {
        if (Next() is null)
        {
            return false;
        }

        (_before, _current) = (_current, _ahead.Dequeue());
        _index++;
        return true;
    }

    public override bool Equals(JinjaValue? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    internal override void WriteRepr(BoundedText text) => text.Append($"<LoopContext {_index + 1}/{Length()}>");

    internal override int? Count() => Length();

    internal override JinjaValue? Attribute(string name) => name switch
    {
        "index" => Of(_index + 1),
        "index0" => Of(_index),
        "revindex" => Of(Length() - _index),
        "revindex0" => Of(Length() - _index - 1),
        "first" => Of(_index == 0),
        "last" => Of(Next() is null),
        "length" => Of(Length()),
        "depth" => Of(depth + 1),
        "depth0" => Of(depth),
        "previtem" => _before ?? new UndefinedValue("there is no previous item"),
        "nextitem" => Next() ?? new UndefinedValue("there is no next item"),
        "cycle" => new CallableValue(name, (_, arguments) => arguments.Positional.Count > 0 && arguments.Named.Count == 0
            ? arguments.Positional[_index % arguments.Positional.Count]
            : throw new JinjaException("loop.cycle needs values to go through")),
        "changed" => new CallableValue(name, (_, arguments) => Changed(ListValue.Tuple([.. arguments.Positional]))),
        _ => null,
    };

    internal override IEnumerable<string> Names() =>
        ["index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0", "previtem", "nextitem", "cycle", "changed"];

    internal override bool IsCallable => true;

    internal override JinjaValue Call(RenderState state, Arguments arguments)
    {
        StackGuard.Check();
        state.Budget.Step();
        return again?.Invoke(state, arguments.Bind("loop", "iterable").Required(0))
            ?? throw new JinjaException("only a loop that is marked 'recursive' can be called");
    }

    private JinjaValue? Next()
    {
        if (_ahead.Count == 0 && _rest.MoveNext())
        {
            _ahead.Enqueue(_rest.Current);
        }

        return _ahead.TryPeek(out var next) ? next : null;
    }

    private int Length()
    {
        if (_length is null && count() is { } known)
        {
            _length = known;
        }
        else if (_length is null)
        {
            var rest = new List<JinjaValue>();
            while (_rest.MoveNext())
            {
                rest.Add(_rest.Current);
            }

            _length = rest.Count + _ahead.Count + _index + 1;
            _rest = rest.GetEnumerator();
        }

        return _length.Value;
    }

    private JinjaValue Changed(JinjaValue now)
    {
        var changed = _changed is null || !_changed.Equals(now);
        _changed = now;
        return Of(changed);
    }
}
