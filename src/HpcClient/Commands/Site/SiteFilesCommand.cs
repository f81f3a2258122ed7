using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.Commands.Site;

/// <summary><c>site files</c>.</summary>
internal static class SiteFilesCommand
{
    public static Command Create()
    {
        var data = DataOption.Create();
        var container = new Argument<string>("CONTAINER") { Description = "group/project/… by labels, a container's id, or a job's id for the files of its destination." };
        var get = new Option<string>("--get") { Description = "Download this file.", HelpName = "NAME" };
        var to = new Option<string>("--to") { Description = "File or folder to write to [default: the name, here].", HelpName = "PATH" };
        var json = new Option<bool>("--json") { Description = "Print the site's documents as JSON." };
        var command = new Command("files", "Lists or downloads the files of a container.") { container, get, to, json, data };
        command.SetAction((parsed, cancellationToken) => SiteRun.GuardAsync(async () =>
        {
            using var caller = SiteCaller.Connect(parsed.Folder(data), SiteSecrets.Admin);
            var found = await ContainerFinder.FindAsync(caller, parsed.GetRequiredValue(container), cancellationToken);
            if (parsed.GetValue(get) is { } name)
            {
                await DownloadAsync(caller, found, name, parsed.GetValue(to), cancellationToken);
                return;
            }

            var files = found.Document.List("files") ?? [];
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonText.Of(files));
                return;
            }

            SiteTable.Print(
                [new("NAME") { IsCut = true, KeepsEnd = true }, new("TYPE") { IsCut = true, Leaves = 3 }, new("BYTES") { IsNumber = true }, new("MODIFIED") { Leaves = 2 }, new("FROM") { IsCut = true, Leaves = 1 }],
                files.OfType<JsonObject>().Select(Row));
        }, "asking the site"));
        return command;
    }

    private static string[] Row(JsonObject file) =>
    [
        file.Text("name")!,
        file.Text("type") ?? "",
        file.Whole("size")?.ToString(CultureInfo.InvariantCulture) ?? "",
        file.Text("modified")?[..19] ?? "",
        $"{file.Map("origin")?.Text("type")} {file.Map("origin")?.Text("id")}",
    ];

    private static async Task DownloadAsync(SiteCaller caller, FoundContainer container, string name, string? to, CancellationToken cancellationToken)
    {
        if (!(container.Document.List("files") ?? []).OfType<JsonObject>().Any(file => file.Text("name") == name))
        {
            throw new CommandFault(ExitCodes.Usage, $"There is no file '{name}' in this {container.Level}. List its files by leaving out --get.");
        }

        var target = to is null ? name : Directory.Exists(to) ? Path.Combine(to, name) : to;
        var partial = target + ".part";
        try
        {
            await using (var stream = File.Create(partial))
            {
                await caller.DownloadAsync($"{ContainerLevel.Plural(container.Level)}/{container.Document.Text("_id")}/files/{Uri.EscapeDataString(name)}", stream, cancellationToken);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch
        {
            File.Delete(partial);
            throw;
        }

        Console.WriteLine(target);
    }
}
