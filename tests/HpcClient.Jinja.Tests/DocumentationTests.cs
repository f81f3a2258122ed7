using System.Text.RegularExpressions;

namespace HpcClient.Jinja.Tests;

public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "reference", "templates.md"));

    [Fact]
    public void Every_filter_that_the_manual_names_is_there() =>
        Listed("Filters").Where(name => !JinjaTemplate.TryParse($"{{{{ x|{name} }}}}", out _, out _)).ShouldBeEmpty();

    [Fact]
    public void Every_test_that_the_manual_names_is_there() =>
        Listed("Tests").Where(name => !JinjaTemplate.TryParse($"{{{{ x is {name}(1) }}}}", out _, out _)).ShouldBeEmpty();

    [Fact]
    public void Every_filter_and_test_of_Jinja2_is_in_the_manual_or_refused()
    {
        string[] filters =
        [
            "abs", "attr", "batch", "capitalize", "center", "count", "d", "default", "dictsort", "e", "escape", "filesizeformat", "first", "float", "forceescape", "format", "groupby", "indent", "int", "items",
            "join", "last", "length", "list", "lower", "map", "max", "min", "pprint", "random", "reject", "rejectattr", "replace", "reverse", "round", "safe", "select", "selectattr", "slice", "sort", "string",
            "striptags", "sum", "title", "tojson", "trim", "truncate", "unique", "upper", "urlencode", "urlize", "wordcount", "wordwrap", "xmlattr",
        ];
        filters.Where(f => JinjaTemplate.TryParse($"{{{{ x|{f} }}}}", out _, out _) != Listed("Filters").Contains(f)).ShouldBeEmpty();
    }

    private static string[] Listed(string what) =>
        [.. Name().Matches(Regex.Match(Page, $@"^- {what}: ([^.]*)\.", RegexOptions.Multiline).Groups[1].Value).Select(m => m.Value)];

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Name();
}
