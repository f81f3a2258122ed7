using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Filters;

/// <summary>Sorts as Python does: what is equal keeps its order.</summary>
internal static class Sorting
{
    /// <summary><paramref name="items"/> in the order of their keys.</summary>
    /// <exception cref="JinjaException">Two keys have no order between them.</exception>
    public static List<T> Sorted<T>(List<T> items, Func<T, JinjaValue> key, bool reverse)
    {
        var keyed = items.ConvertAll(item => (Key: key(item), Item: item));
        var order = Comparer<JinjaValue>.Create((a, b) => Comparison.Order(a, b) ?? 0);
        try
        {
            // .NET asks for no order when there is but one, as Python.
            var sorted = reverse ? keyed.OrderByDescending(k => k.Key, order) : keyed.OrderBy(k => k.Key, order);
            return [.. sorted.Select(k => k.Item)];
        }
        catch (InvalidOperationException e) when (e.InnerException is JinjaException inner)
        {
            // .NET's sort wraps what a comparison throws.
            throw inner;
        }
    }
}
