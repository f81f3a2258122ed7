using HpcClient.Jinja.Rendering;

namespace HpcClient.Jinja.Filters;

/// <summary>All filters by name.</summary>
internal static class FilterTable
{
    /// <summary>Filters of Jinja2 that we leave out on purpose: a script must not be left to chance, and is no web page.</summary>
    public static readonly IReadOnlyList<string> LeftOut = ["random", "urlize"];

    /// <summary>The names of all filters.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "abs", "attr", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape", "filesizeformat", "first", "float", "forceescape",
        "format", "groupby", "indent", "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "pprint", "reject", "rejectattr",
        "replace", "reverse", "round", "safe", "select", "selectattr", "slice", "sort", "string", "striptags", "sum", "title", "tojson", "trim", "truncate",
        "unique", "upper", "urlencode", "wordcount", "wordwrap", "xmlattr",
    ];

    /// <summary>The filter of this name, or null.</summary>
    public static Filter? Find(string name) =>
        TextFilters.Find(name) ?? LayoutFilters.Find(name) ?? NumberFilters.Find(name) ?? SequenceFilters.Find(name)
        ?? SortFilters.Find(name) ?? SelectionFilters.Find(name) ?? EncodingFilters.Find(name);

    /// <summary>Why there is no filter of this name.</summary>
    public static string Missing(string name) => LeftOut.Contains(name)
        ? $"the filter '{name}' of Jinja2 is not supported here"
        : $"there is no filter '{name}'{Nearest.Hint(name, Names)}";
}
