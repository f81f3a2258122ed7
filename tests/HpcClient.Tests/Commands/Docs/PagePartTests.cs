using HpcClient.Commands;
using HpcClient.Commands.Docs;

namespace HpcClient.Tests.Commands.Docs;

public sealed class PagePartTests
{
    public static TheoryData<string> Parts { get; } = [.. PagePart.All.Select(part => part.Name)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void The_manual_says_exactly_what_the_code_says_of(string name)
    {
        var part = PagePart.All.Single(one => one.Name == name);
        var page = File.ReadAllText(Repository.PathOf(part.Place));

        page.ShouldBe(part.PutInto(page), "Write it anew: dotnet run --project src/HpcClient -- docs update");
    }

    [Fact]
    public void One_command_writes_all_that_the_manual_has_from_the_code()
    {
        using var folder = new TemporaryFolder();
        string[] places = [CommandsPage.Place, "docs/reference/cast.schema.json", .. PagePart.All.Select(part => part.Place)];
        Directory.CreateDirectory(folder.In("docs", "reference"));
        foreach (var part in PagePart.All)
        {
            var page = File.ReadAllText(Repository.PathOf(part.Place));
            File.WriteAllText(folder.In(part.Place), page.Replace("|---|", "|-|", StringComparison.Ordinal));
        }

        RootCommands.Create().Parse(["docs", "update", folder.Path]).Invoke().ShouldBe(0);

        foreach (var place in places)
        {
            File.ReadAllText(folder.In(place)).Replace("|-|", "|---|", StringComparison.Ordinal).ShouldBe(File.ReadAllText(Repository.PathOf(place)), place);
        }
    }

    [Fact]
    public void A_page_without_a_place_for_its_part_is_told() =>
        Should.Throw<InvalidDataException>(() => PagePart.All[0].PutInto("# A page")).Message.ShouldContain("has no place for this part");

    [Theory]
    [InlineData("see fw_priority_map, of course", "see `fw_priority_map`, of course")]
    [InlineData("a tag such as gpu=a100:2.", "a tag such as `gpu=a100:2`.")]
    [InlineData("true: write *scripts*", "`true`: write \\*scripts\\*")]
    [InlineData("LSF: rusage[mem=8000]", "LSF: `rusage[mem=8000]`")]
    [InlineData("two passes of 'serve'.", "two passes of `serve`.")]
    [InlineData("the job's gear's own", "the job's gear's own")]
    [InlineData("answers /healthz and /metrics; none", "answers `/healthz` and `/metrics`; none")]
    public void Words_that_a_machine_reads_look_like_it(string text, string written) => MarkdownTable.Text(text).ShouldBe(written);
}
