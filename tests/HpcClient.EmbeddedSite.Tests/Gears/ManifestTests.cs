using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Gears;

public sealed class ManifestTests
{
    [Fact]
    public void A_valid_manifest_has_no_faults() => ManifestCheck.Faults(Manifests.Valid()).ShouldBeEmpty();

    [Fact]
    public void All_faults_are_told_at_once()
    {
        var manifest = (JsonObject)JsonNode.Parse("""
            {"name":"Bad Name","label":"L","author":"A","description":"D","license":"MIT","source":"","url":"","surplus":1,
             "inputs":{"bad name":{"base":"file"},"x":{"base":"disk"}},
             "config":{"o":{"type":"object"},"d":{"type":"integer","default":"x"},"both":{"type":"string","default":"","optional":true},"p":{"type":"string","pattern":"("}},
             "environment":{"N":1},"capabilities":"networking"}
            """)!;
        var faults = string.Join('\n', ManifestCheck.Faults(manifest));
        foreach (var part in (string[])["'name'", "'version'", "'surplus'", "'bad name'", "'x'", "'o'", "'d'", "'both'", "'p'", "'N'", "'capabilities'"])
        {
            faults.ShouldContain(part);
        }
    }

    [Fact]
    public async Task A_version_is_added_once_and_lists_show_the_newest()
    {
        await using var site = await TestSite.StartAsync();
        await site.MakeGearAsync();
        (await site.Admin.PostAsync("gears/demo", Body(Manifests.Valid()))).Status.ShouldBe(System.Net.HttpStatusCode.Conflict);
        var newer = await site.MakeGearAsync(change: manifest => manifest["version"] = "1.1.0");
        var listed = (await site.Researcher.ReadAsync("gears")).Json!.AsArray().ShouldHaveSingleItem()!;
        ((string)listed["_id"]!).ShouldBe(newer);
        (await site.Researcher.ReadAsync("gears?all_versions=true")).Json!.AsArray().Count.ShouldBe(2);
        (await site.Researcher.PostAsync("gears/demo", Body(Manifests.Valid()))).Status.ShouldBe(System.Net.HttpStatusCode.Forbidden);
        (await site.Researcher.ReadAsync($"gears/{newer}")).Json!["gear"]!["name"]!.ToString().ShouldBe("demo");
        (await site.Researcher.ReadAsync("gears/demo")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    private static JsonObject Body(JsonObject manifest) => new() { ["gear"] = manifest, ["exchange"] = new JsonObject { ["rootfs-url"] = "docker://x" } };
}
