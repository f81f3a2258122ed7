namespace HpcClient.Jinja.Tests;

public sealed class TemplateErrorTests
{
    [Theory]
    [InlineData("a\nb\n{{ open", 3, "has no end '}}'")]
    [InlineData("a\n{% if x %}\nb\n", 2, "'{% endif %}'")]
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
    [InlineData("a\n  {{ x|uper }}", 2, 8)]
    [InlineData("{{ 'two\nlines' ~ ]", 2, 10)]
    [InlineData("{% if 1 %}a{% endfor %}", 1, 15)]
    [InlineData("a {% if 1 %}\nb", 1, 3)]
    [InlineData("a {{ 1\n", 1, 3)]
    [InlineData("{{ a }} {% bogus %}\n{{ 'no end }}", 1, 12)]
    [InlineData("{{ 1 + 'a' }}", 1, 6)]
    [InlineData("{{ nope.x }}", 1, 9)]
    [InlineData("x{{ [1]|first(2) }}", 1, 9)]
    [InlineData("{% for x in 5 %}{% endfor %}", 1, 4)]
    public void The_column_is_told_as_well(string template, int line, int column)
    {
        var fault = Should.Throw<JinjaException>(() => JinjaTemplate.Parse(template).Render(JinjaValue.Of(new Dictionary<string, JinjaValue>()))).Fault;
        (fault.Line, fault.Column).ShouldBe((line, column), fault.Message);
    }

    [Theory]
    [InlineData("a\n{{ job.gone.deep }}", 2, "has no attribute 'gone'")]
    [InlineData("{{ gone.deep }}", 1, "'gone' is undefined")]
    [InlineData("a\n{% if true %}\n{{ 1 / 0 }}{% endif %}", 3, "division by zero")]
    [InlineData("{% if false %}\n{% elif gone + 1 %}{% endif %}", 2, "'gone' is undefined")]
    [InlineData("{{ 'a' + 1 }}", 1, "'~'")]
    [InlineData("\n{% for x in 5 %}{% endfor %}", 2, "no elements")]
    [InlineData("{{ [1, 'a']|sort }}", 1, "no order")]
    [InlineData("{{ 'a'|reverse(1) }}", 1, "reverse takes no arguments")]
    [InlineData("{{ 'a'|trim('b', 'c') }}", 1, "trim takes at most 1 arguments, 2 are given")]
    [InlineData("{{ 'a'|trim(x='b') }}", 1, "trim has no argument 'x'")]
    [InlineData("{{ 'a'|trim('b', chars='c') }}", 1, "trim is given 'chars' twice")]
    [InlineData("{{ 'a'|trim(1) }}", 1, "trim needs a string as 'chars'")]
    [InlineData("{{ [1]|batch('a') }}", 1, "batch needs a whole number as 'linecount'")]
    [InlineData("{{ 'a'|replace('b') }}", 1, "replace needs the argument 'new'")]
    [InlineData("{{ 1 in 'a' }}", 1, "only a string can be 'in'")]
    [InlineData("{{ 1 in 2 }}", 1, "nothing can be 'in' a value of type")]
    [InlineData("{{ [1] - 2 }}", 1, "'-' does not work between values of type")]
    [InlineData("{{ -'a' }}", 1, "'-' does not work on a value of type")]
    [InlineData("{{ 'abc'[::0] }}", 1, "the step of a slice must not be zero")]
    [InlineData("{{ [1]|map }}", 1, "map needs the name of a filter")]
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
