using System.Text.Json;

namespace HpcClient.Jinja.Tests;

public sealed class ValueTests
{
    [Fact]
    public void Null_text_is_None() => JinjaValue.Of((string?)null).ShouldBe(JinjaValue.None);

    [Fact]
    public void Json_keeps_whole_numbers_and_fractions_apart()
    {
        using var json = JsonDocument.Parse("""{"whole": 1, "fraction": 1.0, "big": 123456789012345678901, "list": [null, true]}""");
        JinjaValue.Of(json.RootElement).ToString().ShouldBe("{'whole': 1, 'fraction': 1.0, 'big': 123456789012345678901, 'list': [None, True]}");
    }

    [Fact]
    public void Numbers_of_different_types_are_equal_and_hash_alike()
    {
        JinjaValue.Of(1).ShouldBe(JinjaValue.Of(1.0));
        JinjaValue.Of(1).GetHashCode().ShouldBe(JinjaValue.Of(1.0).GetHashCode());
        JinjaValue.True.GetHashCode().ShouldBe(JinjaValue.Of(1).GetHashCode());
        JinjaValue.Of(1).ShouldNotBe(JinjaValue.Of("1"));
    }

    [Fact]
    public void Only_a_map_names_values() => Should.Throw<ArgumentException>(() => JinjaTemplate.Parse("x").Render(JinjaValue.Of(1)));

    [Fact]
    public void A_user_s_value_is_never_read_as_a_template()
    {
        var values = new Dictionary<string, JinjaValue> { ["label"] = JinjaValue.Of("{{ 1 + 1 }}{% raw %}") };
        JinjaTemplate.Parse("[{{ label }}]").Render(values).ShouldBe("[{{ 1 + 1 }}{% raw %}]");
    }

    [Fact]
    public async Task One_template_renders_on_several_threads_at_once()
    {
        var template = JinjaTemplate.Parse("{% set ns = namespace(n=0) %}{% for i in range(k) %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}");
        var tasks = Enumerable.Range(1, 50).Select(k => Task.Run(() => template.Render(new Dictionary<string, JinjaValue> { ["k"] = JinjaValue.Of(k) })));
        (await Task.WhenAll(tasks)).ShouldBe(Enumerable.Range(1, 50).Select(k => (k * (k - 1) / 2).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
