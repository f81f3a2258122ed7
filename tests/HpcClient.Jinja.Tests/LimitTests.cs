namespace HpcClient.Jinja.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData("{% for i in range(10000000) %}x{% endfor %}")]
    [InlineData("{% for i in range(10000) %}{% for j in range(10000) %}{% endfor %}{% endfor %}")]
    [InlineData("{{ range(10 ** 12)|list }}")]
    [InlineData("{{ range(-(10 ** 30), 10 ** 30)|list }}")]
    [InlineData("{{ 'x' * 10 ** 9 }}")]
    [InlineData("{{ [0] * 10 ** 9 }}")]
    [InlineData("{{ 'x' * 10 ** 30 }}")]
    [InlineData("{{ 10 ** (10 ** 10) }}")]
    [InlineData("{% set ns = namespace(s='x') %}{% for i in range(100) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}")]
    [InlineData("{% set ns = namespace(s=['x']) %}{% for i in range(100) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}")]
    [InlineData("{% set ns = namespace(n=7) %}{% for i in range(100) %}{% set ns.n = ns.n * ns.n %}{% endfor %}")]
    [InlineData("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")]
    [InlineData("{% set l = [] %}{{ l.append(l) }}{{ l|tojson }}")]
    [InlineData("{{ 'x'|center(10 ** 9) }}")]
    [InlineData("{{ 'x'.ljust(2000000000) }}")]
    [InlineData("{{ '%2000000000d' % 1 }}")]
    [InlineData("{{ '%.2000000000f' % 1 }}")]
    [InlineData("{{ '{:2000000000}'.format(1) }}")]
    [InlineData("{{ 'x'|indent(2000000000, true) }}")]
    [InlineData("{{ ('x' * 100000).replace('x', 'y' * 100000) }}")]
    [InlineData("{{ [1]|batch(2000000000, 0)|list }}")]
    [InlineData("{{ [1]|slice(2000000000)|list }}")]
    [InlineData("{{ 1.5|round(2000000000, 'ceil') and 'x' * 99999999 }}")]
    public void A_template_without_bound_ends_with_an_error(string template)
    {
        var parsed = JinjaTemplate.Parse(template);
        Should.Throw<JinjaException>(() => parsed.Render(JinjaValue.Of(new Dictionary<string, JinjaValue>())));
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("not ", "")]
    [InlineData("- ", "")]
    [InlineData("1 if 1 else ", "")]
    [InlineData("1 + ", "")]
    [InlineData("a.b|upper|d(", ")")]
    public void An_expression_nested_without_bound_ends_with_an_error_or_a_result(string open, string close)
    {
        const int depth = 50_000;
        var template = "{{ " + string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth)) + " }}";
        if (JinjaTemplate.TryParse(template, out var parsed, out var fault))
        {
            parsed.TryRender(new Dictionary<string, JinjaValue>(), out _, out fault);
        }

        (fault is null || fault.Message.Contains("nested too deeply", StringComparison.Ordinal)).ShouldBeTrue(fault?.Message);
    }

    [Fact]
    public void Blocks_nested_without_bound_end_with_an_error()
    {
        var template = string.Concat(Enumerable.Repeat("{% if 1 %}", 40_000)) + string.Concat(Enumerable.Repeat("{% endif %}", 40_000));
        JinjaTemplate.TryParse(template, out _, out var fault).ShouldBeFalse();
        fault!.Message.ShouldContain("nested too deeply");
    }

    [Fact]
    public void The_limits_can_be_set()
    {
        var values = new Dictionary<string, JinjaValue> { ["label"] = JinjaValue.Of(new string('x', 200)) };
        JinjaTemplate.Parse("{{ label }}").TryRender(values, out _, out var fault, new() { MaxOutputCharacters = 100 }).ShouldBeFalse();
        fault!.Message.ShouldContain("more than 100 characters");
    }
}
