using System.Numerics;
using HpcClient.Jinja.Rendering;
using HpcClient.Jinja.Syntax;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Tree;

/// <summary><c>owner[start:stop:step]</c></summary>
internal sealed class SliceExpression(Expression owner, Expression? start, Expression? stop, Expression? step, Place place) : Expression(place)
{
    protected override JinjaValue Value(RenderState state)
    {
        var value = owner.Evaluate(state);
        var range = new SliceRange(Number(start, state), Number(stop, state), Number(step, state) ?? 1);
        switch (value)
        {
            case StringValue text:
                state.Budget.Built(text.Value.Length);
                return text.Part(range);
            case ListValue list:
                state.Budget.Step(list.Elements.Count);
                return list.Part(range);
            case RangeValue numbers:
                return numbers.Part(range);
            case UndefinedValue undefined:
                throw undefined.Fault();
            default:
                throw new JinjaException($"a value of type '{value.TypeName}' has no slices");
        }
    }

    private static BigInteger? Number(Expression? bound, RenderState state)
    {
        var value = bound?.Evaluate(state);
        return value is null or NoneValue ? null : Numbers.TryInteger(value, out var number)
            ? number
            : throw new JinjaException($"the bounds of a slice are whole numbers, not values of type '{value.TypeName}'");
    }
}
