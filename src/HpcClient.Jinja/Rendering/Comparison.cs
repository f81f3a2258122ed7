using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Rendering;

/// <summary>What the comparison operators do.</summary>
internal static class Comparison
{
    public static bool Holds(string sign, JinjaValue left, JinjaValue right, RenderBudget budget) => sign switch
    {
        "==" => left.Equals(right),
        "!=" => !left.Equals(right),
        "in" => Contains(right, left, budget),
        "not in" => !Contains(right, left, budget),
        "<" => Order(left, right) is < 0,
        "<=" => Order(left, right) is <= 0,
        ">" => Order(left, right) is > 0,
        _ => Order(left, right) is >= 0,
    };

    /// <summary>Which comes first; null when neither does (NaN).</summary>
    /// <exception cref="JinjaException">Values of these types have no order.</exception>
    public static int? Order(JinjaValue left, JinjaValue right)
    {
        StackGuard.Check();
        RenderBudget.Compare();
        if ((left as UndefinedValue ?? right as UndefinedValue) is { } undefined)
        {
            throw undefined.Fault();
        }

        switch (left, right)
        {
            case (StringValue a, StringValue b):
                RenderBudget.Compare(1 + (Math.Min(a.Value.Length, b.Value.Length) / 16));
                return CompareText(a.Value, b.Value);
            case (ListValue a, ListValue b) when a.IsTuple == b.IsTuple:
                var different = a.Elements.Zip(b.Elements).FirstOrDefault(p => !p.First.Equals(p.Second));
                return different.First is null ? a.Elements.Count.CompareTo(b.Elements.Count) : Order(different.First, different.Second);
        }

        return Numbers.TryFloat(left, out _) && Numbers.TryFloat(right, out _)
            ? Numbers.TryCompare(left, right, out var sign) ? sign : null
            : throw new JinjaException($"values of type '{left.TypeName}' and '{right.TypeName}' have no order between them");
    }

    private static bool Contains(JinjaValue container, JinjaValue value, RenderBudget budget)
    {
        switch (container)
        {
            case StringValue text:
                var part = (value as StringValue)?.Value ?? throw new JinjaException($"only a string can be 'in' a string, not a value of type '{value.TypeName}'");
                budget.Search(text.Value, part);
                return text.Value.Contains(part, StringComparison.Ordinal);
        }

        var items = container.Items() ?? throw new JinjaException($"nothing can be 'in' a value of type '{container.TypeName}'");
        return container.Contains(value) ?? items.Any(item =>
        {
            RenderBudget.Compare();
            return item.Equals(value);
        });
    }

    /// <summary>By the numbers of the characters; .NET's own order puts those of two units before some of one.</summary>
    private static int CompareText(string left, string right)
    {
        var same = left.AsSpan().CommonPrefixLength(right);
        if (same == left.Length || same == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[same], right[same]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }
}
