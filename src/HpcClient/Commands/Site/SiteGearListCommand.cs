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
        var json = new Option<bool>("--json") { Description = "Print the site's documents as JSON." };
        var command = new Command("list", "Lists the site's gears.") { all, json, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var gears = await caller.GetAsync("gears" + (parsed.GetValue(all) ? "?all_versions=true" : ""), cancellationToken) as JsonArray ?? [];
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonText.Of(gears));
                return;
            }

            SiteTable.Print(
                [new("GEAR") { IsCut = true }, new("VERSION") { IsCut = true }, new("CATEGORY") { Leaves = 2 }, new("IMAGE") { IsCut = true, KeepsEnd = true, Leaves = 1 }, new("ID")],
                gears.OfType<JsonObject>().Select(Row));
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
