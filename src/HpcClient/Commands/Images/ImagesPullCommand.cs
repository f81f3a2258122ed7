using System.CommandLine;
using HpcClient.Commands.Cast;
using HpcClient.Engine.Images.Library;
using HpcClient.Output;

namespace HpcClient.Commands.Images;

/// <summary><c>images pull</c></summary>
internal static class ImagesPullCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var images = new Argument<string[]>("GEAR_OR_IMAGE")
        {
            Description = "A gear's name, NAME@VERSION, or an image's address such as docker://registry.example.org/gear:1.0.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("pull", "Fetches and converts images ahead, as jobs would; for nodes without internet run it on the login node.") { images, json, folder };
        command.SetAction((parse, cancellation) => ImageDesk.WithAsync(
            FolderOption.Read(parse, folder),
            library => PullAsync(library, parse.GetRequiredValue(images), parse.GetValue(json), cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> PullAsync(ImageLibrary library, string[] images, bool json, CancellationToken cancellationToken)
    {
        var code = ExitCodes.Success;
        var pulls = new List<(string Image, ImagePull Pull)>();
        foreach (var image in images)
        {
            // Asked for by hand: a tag may have moved just now.
            var pull = await library.PullAsync(image, anew: true, cancellationToken);
            pulls.Add((image, pull));
            if (pull.Fault is { } fault)
            {
                code = Failure.Say(LogWords.OneLine(fault), pull.SiteFailed ? ExitCodes.Site : ExitCodes.Failure);
            }
            else if (!json)
            {
                Console.WriteLine($"{LogWords.OneLine(image)}: ready for {pull.Runtime}: {pull.Ready}");
            }
        }

        if (json)
        {
            PrintJson(pulls);
        }

        return code;
    }

    private static void PrintJson(IEnumerable<(string Image, ImagePull Pull)> pulls) => JsonOutput.Write(json =>
    {
        json.WriteStartArray();
        foreach (var (image, pull) in pulls)
        {
            json.WriteStartObject();
            json.WriteString("image", image);
            json.WriteString("ready", pull.Ready);
            json.WriteString("runtime", pull.Runtime);
            json.WriteString("fault", pull.Fault);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
