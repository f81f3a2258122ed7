namespace HpcClient.Jinja.Tests;

public sealed class TemplateErrorTests
{
    [Theory]
    [InlineData("a\nb\n{{ open", 3, "has no end '}}'")]
    [InlineData("a\n{% if x %}\nb\n", 3, "'{% endif %}'")]
    [InlineData("\n\n{{ x|nofilter }}", 3, "there is no filter 'nofilter'")]
    [InlineData("{{ x is notest }}", 1, "there is no test 'notest'")]
    [InlineData("a\r\nb\r\n{% bogus %}", 3, "there is no statement 'bogus'")]
    [InlineData("{% endfor %}", 1, "closes or continues nothing")]
    [InlineData("x\necho ${#list[@]}", 2, "{% raw %}")]
    [InlineData("{% raw %}\n{{ x }}", 1, "{% endraw %}")]
    [InlineData("{{ (1 }}", 1, "'}'")]
    [InlineData("{{ a b }}", 1, "'b'")]
    [InlineData("{{ x|urlize }}", 1, "not supported")]
    [InlineData("{{ x|uper }}", 1, "did you mean 'upper'?")]
    [InlineData("{{ x is defned }}", 1, "did you mean 'defined'?")]
    [InlineData("{% fro x in y %}", 1, "did you mean 'for'?")]
    [InlineData("{% include 'x' %}", 1, "other template files")]
    public void A_template_that_cannot_be_parsed_is_refused_with_its_line(string template, int line, string says)
    {
        JinjaTemplate.TryParse(template, out _, out var fault).ShouldBeFalse();
        fault.ShouldNotBeNull();
        fault.Line.ShouldBe(line);
        fault.Message.ShouldContain(says);
        fault.ToString().ShouldStartWith($"line {line}, column ");
    }

    [Theory]
    [InlineData("a\n{{ job.gone.deep }}", 2, "has no attribute 'gone'")]
    [InlineData("{{ gone.deep }}", 1, "'gone' is undefined")]
    [InlineData("a\n{% if true %}\n{{ 1 / 0 }}{% endif %}", 3, "division by zero")]
    [InlineData("{% if false %}\n{% elif gone + 1 %}{% endif %}", 2, "'gone' is undefined")]
    [InlineData("{{ 'a' + 1 }}", 1, "'~'")]
    [InlineData("\n{% for x in 5 %}{% endfor %}", 2, "no elements")]
    [InlineData("{{ [1, 'a']|sort }}", 1, "no order")]
    public void A_template_that_fails_on_its_values_is_refused_with_its_line(string template, int line, string says)
    {
        var values = new Dictionary<string, JinjaValue> { ["job"] = JinjaValue.Of(new Dictionary<string, JinjaValue>()) };
        JinjaTemplate.Parse(template).TryRender(values, out _, out var fault).ShouldBeFalse();
        fault.ShouldNotBeNull();
        fault.Line.ShouldBe(line);
        fault.Message.ShouldContain(says);
    }

    [Fact]
    public void A_filter_that_sorts_values_without_order_throws_only_what_is_documented() =>
        Should.Throw<JinjaException>(() => JinjaTemplate.Parse("{{ [1, 'a', none, 2]|sort }}").Render(JinjaValue.Of(new Dictionary<string, JinjaValue>())));
}
