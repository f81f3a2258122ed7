namespace HpcClient.Jinja.Tests;

public sealed class SameAsJinja2Tests
{
    /// <summary>Our own cases, and those that may lie in shared/jinja beside the repository.</summary>
    public static TheoryData<string> Files() => CaseFile.Shared() is null ? ["own"] : ["own", "shared"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Templates_render_as_Jinja2_renders_them(string file) =>
        Differences(file == "own" ? CaseFile.Own() : CaseFile.Shared()!).ShouldBeEmpty();

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
