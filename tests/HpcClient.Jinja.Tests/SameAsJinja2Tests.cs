namespace HpcClient.Jinja.Tests;

public sealed class SameAsJinja2Tests
{
    public static TheoryData<string> Files() => [.. CaseFile.Names()];

    [Theory]
    [MemberData(nameof(Files))]
    public void Templates_render_as_Jinja2_renders_them(string file) =>
        CaseFile.Read(file).Select(Difference).Where(d => d is not null).ShouldBeEmpty();

    [Fact]
    public void What_we_do_not_render_as_Jinja2_does_is_refused_and_never_rendered_otherwise() =>
        CaseFile.Read(CaseFile.Differences).Where(c => c.Render().Fault is not { Line: > 0, Column: > 0 }).Select(c => c.Template).ShouldBeEmpty();

    private static string? Difference(RecordedCase recorded)
    {
        var (text, fault) = recorded.Render();
        var same = text == recorded.Expected
            && (fault is null || (fault is { Line: > 0, Column: > 0 } && (recorded.Line is null || fault.Line == recorded.Line)));
        return same ? null : $"{recorded.Template}\n  expected: {recorded.Expected ?? $"(refused in line {recorded.Line})"}\n  actual:   {text} {fault}\n";
    }
}
