using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Gears;

public sealed class ManifestTests
{
    [Fact]
    public async Task A_manifest_with_faults_is_refused_with_all_of_them()
    {
        await using var site = await TestSite.StartAsync();
        var manifest = Manifests.Valid();
        manifest["surplus"] = 1;
        manifest["inputs"]!["x"] = new JsonObject { ["base"] = "disk" };

        var answer = await site.Admin.PostAsync("gears/demo", Body(manifest));

        answer.Status.ShouldBe(System.Net.HttpStatusCode.BadRequest);
        var message = (string)answer.Json!["message"]!;
        message.ShouldContain("$.surplus");
        message.ShouldContain("$.inputs.x.base");
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
