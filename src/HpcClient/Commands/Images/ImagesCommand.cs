using System.CommandLine;

namespace HpcClient.Commands.Images;

/// <summary><c>images</c>: the store of gears' images that all jobs of an installation share.</summary>
internal static class ImagesCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder) => new("images", "Looks after the store of gears' images that all jobs share.")
    {
        ImagesListCommand.Create(folder),
        ImagesPullCommand.Create(folder),
        ImagesVerifyCommand.Create(folder),
        ImagesPruneCommand.Create(folder),
    };
}
