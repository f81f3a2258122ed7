namespace HpcClient.Jinja.Filters;

/// <summary>All filters by name.</summary>
internal static class FilterTable
{
    /// <summary>Filters of Jinja2 that we leave out on purpose: they are for web pages, or their result is left to chance.</summary>
    private static readonly string[] LeftOut = ["forceescape", "pprint", "random", "striptags", "urlize", "xmlattr", "wordwrap"];

    /// <summary>The filter of this name, or null.</summary>
    public static Filter? Find(string name) =>
        TextFilters.Find(name) ?? LayoutFilters.Find(name) ?? NumberFilters.Find(name) ?? SequenceFilters.Find(name)
        ?? SortFilters.Find(name) ?? SelectionFilters.Find(name) ?? EncodingFilters.Find(name);

    /// <summary>Why there is no filter of this name.</summary>
    public static string Missing(string name) => LeftOut.Contains(name)
        ? $"the filter '{name}' of Jinja2 is not supported here"
        : $"there is no filter '{name}'";
}
