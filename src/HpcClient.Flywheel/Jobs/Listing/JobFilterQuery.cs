using HpcClient.Flywheel.Errors;

namespace HpcClient.Flywheel.Jobs.Listing;

/// <summary>Writes a filter as the site reads it: conditions joined by commas, a literal comma behind a backslash.</summary>
internal static class JobFilterQuery
{
    // Specials that lose their meaning in brackets. Backslashes are no way: the filter's own escaping is one.
    private const string Bracketed = ".+*?()|{}$[ :/@";

    /// <summary>The value of <c>filter</c>, not yet escaped for a URL.</summary>
    /// <exception cref="SiteException">A tag or gear name cannot be expressed.</exception>
    public static string Of(JobFilter filter)
    {
        var conditions = new List<string>();
        if (filter.State is { } state)
        {
            conditions.Add($"state={state.Word()}");
        }

        conditions.AddRange(filter.Tags.Select(tag => $"tags={Value(tag)}"));
        if (filter.GearNames.Count > 0)
        {
            // In the words of the Python client, without anchors: a site, or what stands before it, may know no others.
            conditions.Add($"gear_info.name=~{string.Join('|', filter.GearNames.Select(Literal))}");
        }

        return string.Join(',', conditions);
    }

    private static string Value(string tag) =>
        tag.Length > 0 && tag.Trim() == tag && !tag.Any(c => char.IsControl(c) || c == '\\')
            ? tag.Replace(",", "\\,", StringComparison.Ordinal)
            : throw Inexpressible("tag", tag);

    private static string Literal(string name) => name.Length > 0 && name.Trim() == name
        ? string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c.ToString()
            : c == ',' ? "\\,"
            : Bracketed.Contains(c, StringComparison.Ordinal) ? $"[{c}]"
            : throw Inexpressible("gear name", name)))
        : throw Inexpressible("gear name", name);

    private static SiteException Inexpressible(string what, string value) => new(SiteFault.Invalid,
        $"The {what} '{value}' cannot be searched for on a Flywheel site: it is empty, begins or ends with a space, or holds a character that the filter has no way to write. Change it in cast.yml.")
    {
        NeverSent = true,
    };
}
