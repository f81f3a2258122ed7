using HpcClient.Engine.Layout;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Runtimes.Host;

/// <summary>A gear's folder as its developer has it, which stands for <c>/flywheel/v0</c> of an image that is not built yet.</summary>
internal static class OwnGearFolder
{
    // Made anew for each run; and what is no part of a gear, but often large.
    private static readonly string[] LeftOut = ["input", "output", "config.json", ".git"];

    /// <summary>Copies it to <paramref name="target"/>: what the run changes is not the developer's own.</summary>
    public static void Copy(string folder, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var entry in Directory.EnumerateFileSystemEntries(folder).Where(entry => !LeftOut.Contains(Path.GetFileName(entry))))
        {
            var copy = Path.Combine(target, Path.GetFileName(entry));
            switch (FileKinds.Of(entry))
            {
                case FileKind.Folder:
                    Tree.Copy(entry, copy);
                    break;
                case FileKind.Link:
                    File.CreateSymbolicLink(copy, new FileInfo(entry).LinkTarget!);
                    break;
                case FileKind.Regular:
                    File.Copy(entry, copy);
                    break;
                default:
                    break;
            }
        }
    }
}
