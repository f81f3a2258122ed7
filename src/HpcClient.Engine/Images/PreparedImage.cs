using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images;

/// <summary>Images that an admin has put on disk: allowed only below the folders that the admin names.</summary>
internal static class PreparedImage
{
    /// <summary>The true path of the SIF at <paramref name="path"/>.</summary>
    /// <exception cref="EngineFault">It is not there, or lies elsewhere.</exception>
    public static string Check(string path, IReadOnlyList<string> folders)
    {
        if (folders.Count == 0)
        {
            throw new EngineFault($"The gear's image is the file '{path}', and no folder for such images is named. Set ENGINE_IMAGE_FOLDERS in settings/credentials.sh.");
        }

        var real = RealPath(path);
        if (real is null || FileKinds.Of(real) != FileKind.Regular)
        {
            throw new EngineFault($"The gear's image '{path}' is not on this node, or may not be read. Check that its folder is shared with the compute nodes.");
        }

        if (!folders.Any(folder => RealPath(folder) is { } root && real.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal)))
        {
            throw new EngineFault($"The gear's image '{path}' lies outside the folders that ENGINE_IMAGE_FOLDERS allows.");
        }

        return real;
    }

    /// <summary>The SIF at <paramref name="path"/>, which the admin named himself, wherever it lies.</summary>
    /// <exception cref="EngineFault">It is not there, or no SIF.</exception>
    public static string CheckAdmins(string path)
    {
        try
        {
            return RealPath(path) is { } real && FileKinds.Of(real) == FileKind.Regular && Store.ImageContent.LooksLikeSif(real)
                ? real
                : throw new EngineFault($"The image file '{path}', which cast.yml puts in the place of the gear's image, is not there, or is no SIF file. Correct image_map or sif_folder, and check that the nodes see that folder.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EngineFault($"The image file '{path}', which cast.yml puts in the place of the gear's image, may not be read by the user {Environment.UserName}. Check its rights.");
        }
    }

    // All links on the way resolved, as the kernel does.
    private static string? RealPath(string path)
    {
        var current = "/";
        var links = 0;
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (rest.TryPop(out var part))
        {
            if (part is "." or "..")
            {
                current = part == "." ? current : Path.GetDirectoryName(current) ?? "/";
                continue;
            }

            var next = Path.Combine(current, part);
            switch (FileKinds.Of(next))
            {
                case FileKind.Missing:
                    return null;
                case FileKind.Link when ++links > 40 || new FileInfo(next).LinkTarget is null:
                    return null;
                case FileKind.Link:
                    var target = new FileInfo(next).LinkTarget!;
                    current = target.StartsWith('/') ? "/" : current;
                    foreach (var piece in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                    {
                        rest.Push(piece);
                    }

                    break;
                default:
                    current = next;
                    break;
            }
        }

        return current;
    }
}
