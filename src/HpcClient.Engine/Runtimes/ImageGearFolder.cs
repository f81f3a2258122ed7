using HpcClient.Engine.Layout;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Runtimes;

/// <summary><c>/flywheel/v0</c> of an unpacked image.</summary>
internal static class ImageGearFolder
{
    /// <summary>Copies it to <paramref name="target"/>.</summary>
    /// <exception cref="EngineFault">The image has none, or it is a link.</exception>
    public static void Copy(string image, string target)
    {
        var parent = Path.Combine(image, "flywheel");
        var folder = Path.Combine(parent, "v0");
        if (FileKinds.Of(parent) != FileKind.Folder || FileKinds.Of(folder) != FileKind.Folder)
        {
            throw new EngineFault($"The gear's image holds no folder {GearFolder.InContainer}, which every gear must have. Build the gear again.");
        }

        Tree.Copy(folder, target);
    }
}
