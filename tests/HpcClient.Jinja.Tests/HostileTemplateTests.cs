using CsCheck;

namespace HpcClient.Jinja.Tests;

/// <summary>Templates that try to hang, to overflow the stack or to fill the memory: each ends, with a text or a fault.</summary>
public sealed class HostileTemplateTests
{
    private static readonly JinjaLimits Small = new() { MaxSteps = 50_000, MaxOutputCharacters = 500_000, MaxBuiltCharacters = 2_000_000, MaxComparisons = 1_000_000, MaxTime = TimeSpan.FromSeconds(1) };

    private static readonly (string Open, string Close)[] Nests =
    [
        ("(", ")"), ("[", "]"), ("{'a':", "}"), ("not ", ""), ("-", ""), ("1 if 1 else ", ""), ("1 if ", ""), ("1 + ", ""), ("2 ** ", ""), ("1 ~ ", ""),
        ("a.", ""), ("a[", "]"), ("a(", ")"), ("a|d(", ")"), ("1 < ", ""), ("1 in ", ""), ("1 and ", ""), ("1 or ", ""), ("1, ", ""), ("x is eq(", ")"),
        ("'a' ", ""), ("f(a=", ")"), ("f(*", ")"), ("a[:", ":]"),
    ];

    private static readonly string[] Chains =
        ["|upper", "|d(1)", ".a", "[0]", "()", " is defined", "[1:]", "~1", "+1", "**1", " if 1", " if 1 else 1", " and 1", " < 1", ", 1", "|map('upper')", "|reverse|list"];

    private static readonly (string Open, string Close)[] Blocks =
    [
        ("{% if 1 %}", "{% endif %}"), ("{% for x in [1] %}", "{% endfor %}"), ("{% with %}", "{% endwith %}"), ("{% filter upper %}", "{% endfilter %}"),
        ("{% set a %}", "{% endset %}"), ("{% macro m() %}", "{% endmacro %}"), ("{% call m() %}", "{% endcall %}"), ("{% raw %}", "{% endraw %}"),
        ("{% if 1 %}x{% else %}", ""), ("{% if 0 %}x{% elif 1 %}", "{% endif %}"), ("{% autoescape false %}", "{% endautoescape %}"), ("{#", "#}"), ("{{", "}}"), ("{%", "%}"),
    ];

    [Fact]
    public void However_deep_a_template_is_nested_it_ends() =>
        Gen.Select(Gen.Int[0, Nests.Length - 1], Gen.Int[0, Chains.Length - 1], Gen.Int[0, Blocks.Length - 1], Gen.Int[0, 10_000])
            .Sample(
                (nest, chain, block, depth) => Ends(
                    Repeat(Blocks[block].Open, depth / 20)
                    + "{{ " + Repeat(Nests[nest].Open, depth) + "'a'" + Repeat(Nests[nest].Close, depth) + Repeat(Chains[chain], depth) + " }}"
                    + Repeat(Blocks[block].Close, depth / 20)),
                iter: 100);

    [Fact]
    public void Text_of_brackets_and_braces_alone_ends() =>
        Gen.Char["{}%#-+ \n'\"()[]|.~ax1"].Array[0, 2000].Select(c => new string(c)).Sample(Ends, iter: 1_000);

    [Theory]
    [InlineData("{% for i in range(10**6) %}{% set x = 7**4000 %}{% endfor %}")]
    [InlineData("{{ range(10**9)|sum }}")]
    [InlineData("{{ range(10**9)|select('none')|first }}")]
    [InlineData("{{ 'x' in range(10**9)|map('string') }}")]
    [InlineData("{{ ('{:100000}'*1000).format(*range(1000)) }}")]
    [InlineData("{{ ('a\n'*100000)|indent('x'*100000) }}")]
    [InlineData("{{ ('\t'*100000).expandtabs(10**6) }}")]
    [InlineData("{{ ('a' * 300000 ~ 'b').find('a' * 100000 ~ 'c' ~ 'a') }}")]
    [InlineData("{% set s = '😀' * 200000 %}{% for i in range(1000000) %}{{ s[199999] }}{% endfor %}")]
    [InlineData("{% set s = 'a' * 400000 %}{% set t = 'a' * 400000 %}{% for i in range(40000) %}{% if s == t %}{% endif %}{% endfor %}")]
    [InlineData("{% set l = range(40000)|list %}{% for i in range(40000) %}{% if l.count(99) %}{% endif %}{% endfor %}")]
    [InlineData("{% set l = [1] %}{% for x in l %}{{ l.append(1) }}{% endfor %}")]
    [InlineData("{% set l = [] %}{% set m = [l] %}{{ l.append(m) }}{{ l == m }}")]
    [InlineData("{% set d = {} %}{{ d.update({'d': d}) }}{{ d|tojson }}")]
    [InlineData("{% set d = {} %}{{ d.update({'d': d}) }}{{ d|pprint }}")]
    [InlineData("{% set ns = namespace() %}{% set ns.x = [ns] %}{{ ns.x|tojson }}")]
    [InlineData("{% set ns = namespace(t=(1,)) %}{% for i in range(100) %}{% set ns.t = (ns.t, ns.t) %}{% endfor %}{{ {ns.t: 1} }}")]
    [InlineData("{% set ns = namespace(t=[1], u=[1]) %}{% for i in range(100) %}{% set ns.t = [ns.t, ns.t] %}{% set ns.u = [ns.u, ns.u] %}{% endfor %}{{ ns.t == ns.u }}")]
    [InlineData("{% set ns = namespace(t=[1]) %}{% for i in range(100) %}{% set ns.t = [ns.t, ns.t] %}{% endfor %}{{ ns.t|pprint }}")]
    [InlineData("{% set ns = namespace(t=(1,)) %}{% for i in range(40000) %}{% set ns.t = (ns.t,) %}{% endfor %}{{ {ns.t: 1} }}")]
    [InlineData("{% set ns = namespace(s='\\\\') %}{% for i in range(100) %}{% set ns.s = [ns.s]|string %}{% endfor %}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(40000) %}{% set ns.x = ns.x|map('string') %}{% endfor %}{{ ns.x|list }}")]
    [InlineData("{% set ns = namespace(x=[1]) %}{% for i in range(40000) %}{% set ns.x = ns.x|batch(1) %}{% endfor %}{{ ns.x|list }}")]
    [InlineData("{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(100) }}")]
    [InlineData("{% macro m(x=m()) %}{% endmacro %}{{ m() }}")]
    [InlineData("{% for x in [1] recursive %}{{ loop([1, 1]) }}{% endfor %}")]
    [InlineData("{% for x in range(10**9) if false %}{% endfor %}")]
    [InlineData("{% for x in range(10**9)|map('string') %}{{ loop.length }}{% endfor %}")]
    [InlineData("{% block a %}{{ self.a() }}{{ self.a() }}{% endblock %}")]
    public void What_has_no_end_is_refused(string template) => JinjaTemplate.Parse(template).TryRender(None, out _, out _, Small).ShouldBeFalse();

    [Theory]
    [InlineData("{% set l = [] %}{{ l.append(l) or '' }}{{ l }}", "[[...]]")]
    [InlineData("{% set d = {} %}{{ d.update({'d': d}) or '' }}{{ d }}", "{'d': {...}}")]
    [InlineData("{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}", "<Namespace {'x': <Namespace {...}>}>")]
    [InlineData("{{ range(10 ** 30) }}", "range(0, 1000000000000000000000000000000)")]
    [InlineData("{{ 'x' in range(10 ** 30) }}{{ 7 in range(10 ** 30) }}{{ range(10 ** 30)[5] }}", "FalseTrue5")]
    public void What_only_looks_endless_is_rendered(string template, string expected) => JinjaTemplate.Parse(template).Render(None, Small).ShouldBe(expected);

    [Fact]
    public void A_template_that_takes_too_long_is_refused()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        JinjaTemplate.Parse("{% for i in range(10000) %}{% endfor %}").TryRender(None, out _, out var fault, new() { Clock = clock }).ShouldBeFalse();
        fault!.Message.ShouldContain("longer than 5 seconds");
    }

    [Fact]
    public void A_template_too_long_to_be_a_script_is_refused() =>
        Should.Throw<JinjaException>(() => JinjaTemplate.Parse(new string('x', JinjaLimits.MaxTemplateCharacters + 1)));

    private static Dictionary<string, JinjaValue> None { get; } = [];

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static bool Ends(string template)
    {
        if (JinjaTemplate.TryParse(template, out var parsed, out var fault))
        {
            parsed.TryRender(None, out _, out fault, Small);
        }

        return fault is null or { Line: > 0, Column: > 0, Message.Length: > 0 };
    }
}
