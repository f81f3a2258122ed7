using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Tests.Core2018.Recorded;

public sealed class RecordedExchangeTests
{
    /// <summary>Exchanges that differ, with the reason of each; there may be no more of them.</summary>
    private const int MostDifferences = 40;

    private static readonly string DifferencesFile = Repository.PathOf("tests", "HpcClient.EmbeddedSite.Tests", "Core2018", "Recorded", "differences.json");

    [Fact]
    public async Task Recorded_exchanges_are_answered_as_the_core_of_2018_answered_them_but_for_the_listed_ones()
    {
        Assert.SkipUnless(File.Exists(RecordedExchange.FilePath), $"The recording is not beside this checkout ({RecordedExchange.FilePath}).");
        var listed = Listed();
        var faults = new List<string>();
        await using var replay = await Replay.StartAsync();
        var played = 0;
        foreach (var exchange in RecordedExchange.ReadAll())
        {
            played++;
            var difference = await replay.DifferenceAsync(exchange);
            var isListed = listed.Remove(exchange.N, out var name);
            if (isListed && name != exchange.Name)
            {
                faults.Add($"{exchange.N} is '{exchange.Name}' in the recording, '{name}' in the list.");
            }

            if (difference is not null != isListed)
            {
                faults.Add(difference is null ? $"{exchange.N} {exchange.Name} no longer differs: take it from the list." : $"{exchange.N} {exchange.Name} {exchange.Method} {exchange.Path}: {difference}");
            }
        }

        played.ShouldBe(346);
        faults.AddRange(listed.Select(left => $"{left.Key} {left.Value} is listed, and not in the recording."));
        faults.ShouldBeEmpty(string.Join('\n', faults));
    }

    [Fact]
    public void The_list_of_differences_is_short_and_gives_a_reason_for_each()
    {
        Listed().Count.ShouldBeLessThanOrEqualTo(MostDifferences);
        Entries().ShouldAllBe(entry => ((string)entry["reason"]!).Length > 10);
    }

    private static Dictionary<int, string> Listed() => Entries().ToDictionary(entry => (int)entry["n"]!, entry => (string)entry["name"]!);

    private static IEnumerable<JsonObject> Entries() => ((JsonArray)JsonNode.Parse(File.ReadAllText(DifferencesFile))!).OfType<JsonObject>();
}
