using HpcClient.Engine.Layout;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Outputs;

/// <summary>
/// Follows a link in the gear's folder as the gear saw it, on this side of the container's wall: absolute targets are
/// the container's, and nothing outside the folder is ever reached.
/// </summary>
internal static class GearPath
{
    private const int MaxLinks = 40;

    /// <summary>The regular file to which <paramref name="path"/> leads, or null when it leads out of the folder or nowhere.</summary>
    /// <param name="gearFolder">The folder that is <c>/flywheel/v0</c> in the container.</param>
    /// <param name="path">Path below it, relative.</param>
    public static string? Resolve(string gearFolder, string path)
    {
        var links = 0;
        var at = new List<string>();
        var rest = new Stack<string>(Parts(path));
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                if (at.Count == 0)
                {
                    return null;
                }

                at.RemoveAt(at.Count - 1);
                continue;
            }

            var next = Path.Combine([gearFolder, .. at, part]);
            if (FileKinds.Of(next) != FileKind.Link)
            {
                at.Add(part);
                continue;
            }

            if (++links > MaxLinks || new FileInfo(next).LinkTarget is not { } target)
            {
                return null;
            }

            if (target.StartsWith('/'))
            {
                if (!target.StartsWith(GearFolder.InContainer + "/", StringComparison.Ordinal))
                {
                    return null;
                }

                target = target[(GearFolder.InContainer.Length + 1)..];
                at.Clear();
            }

            foreach (var piece in Parts(target))
            {
                rest.Push(piece);
            }
        }

        var found = Path.Combine([gearFolder, .. at]);
        return FileKinds.Of(found) == FileKind.Regular ? found : null;
    }

    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
