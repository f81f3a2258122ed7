namespace HpcClient.EndToEnd.Tests.Contract;

public sealed class DifferencesPageTests
{
    [Fact]
    public async Task The_manual_has_a_paragraph_for_each_intended_difference_and_for_no_other()
    {
        var page = await File.ReadAllLinesAsync(Repository.PathOf("docs", "coming-from-the-python-client.md"), TestContext.Current.CancellationToken);

        page.Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]).ShouldBe(IntendedDifference.All, ignoreOrder: true);
    }
}
