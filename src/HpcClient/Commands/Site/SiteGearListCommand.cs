using System.CommandLine;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary><c>site gear list</c>.</summary>
internal static class SiteGearListCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var all = new Option<bool>("--all-versions") { Description = "Older versions too." };
        var command = new Command("list", "Lists the site's gears.") { all, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var gears = await caller.GetAsync("gears" + (parsed.GetValue(all) ? "?all_versions=true" : ""), cancellationToken) as JsonArray ?? [];
            SiteTable.Print(["GEAR", "VERSION", "CATEGORY", "IMAGE", "ID"], gears.OfType<JsonObject>().Select(Row));
        }));
        return command;
    }

    private static string[] Row(JsonObject gear) =>
    [
        gear.Map("gear")?.Text("name") ?? "",
        gear.Map("gear")?.Text("version") ?? "",
        gear.Text("category") ?? "",
        gear.Map("exchange")?.Text("rootfs-url") ?? "",
        gear.Text("_id") ?? "",
    ];
}
