using System.CommandLine;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Json;
using HpcClient.Gears.Reading;

namespace HpcClient.Commands.Site;

/// <summary><c>site gear add</c>.</summary>
internal static class SiteGearAddCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var manifest = new Argument<string>("MANIFEST") { Description = "The gear's manifest.json." };
        var image = new Option<string>("--image")
        {
            Description = "Root file system (.tar, .tar.gz, .tgz: uploaded), .sif (used where it lies), or docker://, oras://, containers-storage:, http(s)://.",
            HelpName = "REF",
            Required = true,
        };
        var category = new Option<string>("--category") { Description = "analysis, converter, utility, classifier or qa [default: what the manifest says, or utility]." };
        category.AcceptOnlyFromAmong("analysis", "converter", "utility", "classifier", "qa");
        var command = new Command("add", "Adds a gear, or a new version of one, and prints its id.") { manifest, image, category, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            var document = Read(parsed.GetRequiredValue(manifest));
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var exchange = await GearImage.ExchangeAsync(caller, parsed.GetRequiredValue(image), cancellationToken);
            var answer = await caller.PostAsync($"gears/{document.Text("name")}", new JsonObject
            {
                ["category"] = parsed.GetValue(category) ?? document.Map("custom")?.Map("gear-builder")?.Text("category") ?? "utility",
                ["gear"] = document,
                ["exchange"] = exchange,
            }, cancellationToken) as JsonObject;
            Console.WriteLine(answer?.Text("_id"));
        }, "adding the gear"));
        return command;
    }

    private static JsonObject Read(string path)
    {
        var reading = ManifestFile.Read(path);
        return reading.IsValid ? reading.Manifest!
            : throw new CommandFault(ExitCodes.Settings, $"'{reading.File}' is no valid manifest:{string.Concat(reading.Faults.Select(fault => "\n  " + fault.Sentence))}");
    }
}
