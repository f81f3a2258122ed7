using System.CommandLine;
using System.Globalization;
using HpcClient.Commands.Cast;
using HpcClient.Engine.Images.Library;
using HpcClient.Output;

namespace HpcClient.Commands.Images;

/// <summary><c>images list</c></summary>
internal static class ImagesListCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("list", "Lists the images of the store, those used last first. Changes nothing.") { json, folder };
        command.SetAction((parse, cancellation) => ImageDesk.WithAsync(
            FolderOption.Read(parse, folder),
            library => Task.FromResult(Print(library, parse.GetValue(json))),
            cancellation));
        return command;
    }

    private static int Print(ImageLibrary library, bool json)
    {
        var images = library.List().OrderByDescending(image => image.LastUse).ToList();
        if (json)
        {
            ImageJson.Print(images.Select(image => (image, image.State)));
            return ExitCodes.Success;
        }

        if (images.Count == 0)
        {
            Console.WriteLine($"No images yet in '{library.Folder}'.");
            return ExitCodes.Success;
        }

        foreach (var line in ImageTable.Lines(images.Select(image => (image, image.State)), Screen.Width))
        {
            Console.WriteLine(line);
        }

        var most = library.MaxBytes is { } bytes ? $" of {ImageTable.Size(bytes)} (image_store_size)" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{images.Count} in all, {ImageTable.Size(images.Sum(image => image.Bytes))}{most}, in {library.Folder}"));
        return ExitCodes.Success;
    }
}
