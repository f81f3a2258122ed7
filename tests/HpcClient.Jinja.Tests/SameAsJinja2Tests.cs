namespace HpcClient.Jinja.Tests;

public sealed class SameAsJinja2Tests
{
    [Fact]
    public void Our_own_cases_render_as_Jinja2_renders_them() => Differences(CaseFile.Own()).ShouldBeEmpty();

    [Fact]
    public void The_shared_cases_render_as_Jinja2_renders_them()
    {
        var cases = CaseFile.Shared();
        Assert.SkipWhen(cases is null, "There is no folder shared/jinja beside the repository.");
        Differences(cases).ShouldBeEmpty();
    }

    private static List<string> Differences(CaseFile file) =>
    [
        .. file.Cases
            .Select(c => (c.Name, c.Template, Expected: c.Expected ?? "(refused)", Actual: Render(c.Template, file.Context, out var error) ?? "(refused)", error))
            .Where(c => c.Expected != c.Actual)
            .Select(c => $"{c.Name}: {c.Template}\n  expected: {c.Expected}\n  actual:   {c.Actual} {c.error}\n"),
    ];

    private static string? Render(string template, JinjaValue context, out string? error)
    {
        try
        {
            error = null;
            return JinjaTemplate.Parse(template).Render(context);
        }
        catch (JinjaException e)
        {
            error = e.Message;
            return null;
        }
    }
}
