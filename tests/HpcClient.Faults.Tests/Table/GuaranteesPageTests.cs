using HpcClient.Faults.Tests.Scenarios;

namespace HpcClient.Faults.Tests.Table;

/// <summary>The page and the suite tell the same.</summary>
public sealed class GuaranteesPageTests
{
    private const string Begin = "<!-- scenarios -->\n";
    private const string End = "<!-- end of scenarios -->";

    private static readonly string Page = Repository.PathOf("docs", "guarantees.md");

    [Fact]
    public async Task The_page_has_the_table_of_the_suite()
    {
        var table = OutcomeTable.Of(ScenarioList.All);
        var page = await File.ReadAllTextAsync(Page);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, page.IndexOf(End, StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("FAULTS_WRITE_PAGE") == "1")
        {
            await File.WriteAllTextAsync(Page, page[..begin] + table + page[end..]);
            return;
        }

        page[begin..end].ShouldBe(table, "run these tests with FAULTS_WRITE_PAGE=1 to write the table anew");
    }

    [Fact]
    public async Task Every_loss_point_is_explained_and_has_a_scenario()
    {
        var page = await File.ReadAllTextAsync(Page);
        foreach (var point in Enum.GetValues<LossPoint>())
        {
            page.ShouldContain($"**{point}**");
            ScenarioList.All.ShouldContain(scenario => scenario.Point == point);
        }
    }

    [Fact]
    public void Scenarios_have_names_of_their_own() =>
        ScenarioList.All.Select(scenario => scenario.Name).Distinct().Count().ShouldBe(ScenarioList.All.Count);
}
