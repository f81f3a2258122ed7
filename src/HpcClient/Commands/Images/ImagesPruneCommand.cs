using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Commands.Cast;
using HpcClient.Engine.Images.Library;
using HpcClient.Engine.Images.Store;
using HpcClient.Output;

namespace HpcClient.Commands.Images;

/// <summary><c>images prune</c></summary>
internal static partial class ImagesPruneCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var all = new Option<bool>("--all") { Description = "Remove all images that no job uses." };
        var keep = new Option<string?>("--keep") { Description = "Remove images, those unused for longest first, until the rest takes at most this. Default: image_store_size of cast.yml.", HelpName = "SIZE" };
        keep.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && Bytes(token.Value) is null)
            {
                result.AddError("--keep takes megabytes, gigabytes or terabytes, such as 500M, 20G or 2T.");
            }
        });
        var unused = TimeOption.Create("--unused-since", "Remove images that were not used since: how long ago, such as 30d, or a date in UTC.");
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would go." };
        var json = new Option<bool>("--json") { Description = "Print one JSON array of what went." };
        var command = new Command("prune", "Removes images that no job uses; they are fetched again when they are needed.") { all, keep, unused, dry, json, folder };
        command.SetAction((parse, cancellation) => ImageDesk.WithAsync(
            FolderOption.Read(parse, folder),
            async library =>
            {
                var most = parse.GetValue(all) ? 0 : parse.GetValue(keep) is { } text ? Bytes(text) : library.MaxBytes;
                var since = TimeOption.Read(parse, unused, TimeProvider.System.GetUtcNow());
                return most is null && since is null
                    ? Failure.Say("Say what is to go: --keep SIZE, --unused-since TIME or --all (cast.yml sets no image_store_size).", ExitCodes.Usage)
                    : Tell(await library.PruneAsync(most, since, parse.GetValue(dry)), parse.GetValue(dry), parse.GetValue(json), library);
            },
            cancellation));
        return command;
    }

    private static int Tell(IReadOnlyList<StoredImage> gone, bool dry, bool json, ImageLibrary library)
    {
        if (json)
        {
            ImageJson.Print(gone.Select(image => (image, image.State)));
            return ExitCodes.Success;
        }

        foreach (var image in gone)
        {
            Console.WriteLine($"{(dry ? "Would remove" : "Removed")} {LogWords.OneLine(image.Source)} ({ImageTable.Size(image.Bytes)})");
        }

        Console.WriteLine(gone.Count == 0
            ? $"Nothing to remove in '{library.Folder}': images in use, and those used within the last two minutes, stay."
            : string.Create(CultureInfo.InvariantCulture, $"{gone.Count} {(gone.Count == 1 ? "image" : "images")}, {ImageTable.Size(gone.Sum(image => image.Bytes))}."));
        return ExitCodes.Success;
    }

    private static long? Bytes(string text) => Amount().Match(text) is { Success: true } match
        ? long.Parse(match.Groups["number"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) << match.Groups["unit"].Value switch { "M" => 20, "G" => 30, _ => 40 }
        : null;

    [GeneratedRegex(@"\A(?<number>[0-9]{1,6})(?<unit>[MGT])\z")]
    private static partial Regex Amount();
}
