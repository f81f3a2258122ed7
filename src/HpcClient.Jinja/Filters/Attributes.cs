using System.Globalization;
using HpcClient.Jinja.Tree;
using HpcClient.Jinja.Values;

namespace HpcClient.Jinja.Filters;

/// <summary>The <c>attribute</c> argument of filters: a dotted path, or a number.</summary>
internal static class Attributes
{
    /// <summary>What the path <paramref name="attribute"/> leads to; the value itself when there is none.</summary>
    public static JinjaValue Of(JinjaValue value, JinjaValue? attribute)
    {
        if (attribute is null or NoneValue)
        {
            return value;
        }

        if (attribute is not StringValue path)
        {
            return ItemExpression.Of(value, attribute);
        }

        foreach (var part in path.Value.Split('.'))
        {
            value = ItemExpression.Of(value, int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? JinjaValue.Of(index)
                : JinjaValue.Of(part));
        }

        return value;
    }
}
