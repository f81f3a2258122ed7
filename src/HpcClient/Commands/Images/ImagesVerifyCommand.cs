using System.CommandLine;
using HpcClient.Commands.Cast;
using HpcClient.Engine.Images.Library;
using HpcClient.Engine.Images.Store;
using HpcClient.Output;

namespace HpcClient.Commands.Images;

/// <summary><c>images verify</c></summary>
internal static class ImagesVerifyCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("verify", "Reads all images of the store and compares them with what was made; a damaged one is made anew at its next use.") { json, folder };
        command.SetAction((parse, cancellation) => ImageDesk.WithAsync(
            FolderOption.Read(parse, folder),
            library => VerifyAsync(library, parse.GetValue(json), cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> VerifyAsync(ImageLibrary library, bool json, CancellationToken cancellationToken)
    {
        var verdicts = new List<(StoredImage Image, EntryState State)>();
        foreach (var image in library.List())
        {
            if (!json)
            {
                Console.Error.WriteLine($"Reading {image.Name} ({ImageTable.Size(image.Bytes)}).");
            }

            verdicts.Add((image, await library.VerifyAsync(image, cancellationToken)));
        }

        if (json)
        {
            ImageJson.Print(verdicts);
        }
        else if (verdicts.Count == 0)
        {
            Console.WriteLine($"No images yet in '{library.Folder}'.");
        }
        else
        {
            foreach (var line in ImageTable.Lines(verdicts, Screen.Width))
            {
                Console.WriteLine(line);
            }
        }

        return verdicts.Exists(verdict => verdict.State == EntryState.Damaged) ? ExitCodes.Failure : ExitCodes.Success;
    }
}
