using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images;

namespace HpcClient.Engine.Local;

/// <summary>The image of a gear that is run locally, as its developer names it.</summary>
public sealed class LocalImage
{
    private static readonly string[] Schemes = ["docker://", "oras://", "containers-storage:"];
    private static readonly string[] Tarballs = [".tar", ".tar.gz", ".tgz"];

    private readonly ImageReference _reference;

    private LocalImage(ImageReference reference) => _reference = reference;

    /// <summary>Folder in which a SIF lies; null for other images.</summary>
    internal string? Folder => _reference.Kind == ImageKind.SifFile ? Path.GetDirectoryName(_reference.Source) : null;

    /// <summary>Reads <paramref name="named"/>: <c>docker://…</c>, <c>oras://…</c>, <c>containers-storage:NAME</c>, a .sif file, a tarball of a root file system; or nothing, which the host runtime alone can do with.</summary>
    /// <param name="named">As given; null for none.</param>
    /// <param name="runtime">The runtime that is asked for.</param>
    /// <param name="gearFolder">The gear's own folder.</param>
    /// <param name="image">The image, when there is no fault.</param>
    /// <returns>Null, or one sentence.</returns>
    public static string? Read(string? named, RuntimeChoice runtime, string gearFolder, out LocalImage? image)
    {
        image = null;
        if (string.IsNullOrEmpty(named))
        {
            image = new(new(ImageKind.GearFolder, Path.GetFullPath(gearFolder), null));
            return runtime == RuntimeChoice.Host ? null
                : "A gear runs in its image: name it by --image (docker://…, a .sif file, a tarball), or run without a container on this machine itself by --runtime host.";
        }

        if (Schemes.Any(scheme => named.StartsWith(scheme, StringComparison.Ordinal)))
        {
            var fault = ImageReference.Read(named, null, out var reference);
            image = reference is null ? null : new(reference);
            return fault is null ? null : $"--image: {fault}";
        }

        var path = Path.GetFullPath(named.StartsWith("file://", StringComparison.Ordinal) ? named["file://".Length..] : named);
        if (!File.Exists(path))
        {
            return $"--image '{named}' is no file here and begins with none of {string.Join(", ", Schemes)}.";
        }

        if (path.EndsWith(".sif", StringComparison.Ordinal))
        {
            image = new(new(ImageKind.SifFile, path, null));
            return null;
        }

        image = new(new(ImageKind.Rootfs, path, null));
        return Tarballs.Any(end => path.EndsWith(end, StringComparison.Ordinal)) ? null : $"--image '{named}' must end in .sif, {string.Join(", ", Tarballs)}.";
    }

    /// <summary>The reference by which the runtimes find it; a tarball by its content, so that one that was built anew is not taken for the old.</summary>
    internal async Task<ImageReference> ReferenceAsync(CancellationToken cancellationToken)
    {
        const string Algorithm = "sha256";
        return _reference.Kind == ImageKind.Rootfs
            ? _reference with { Hash = new(Algorithm, await new ImageHash(Algorithm, "").OfFileAsync(_reference.Source, cancellationToken)) }
            : _reference;
    }
}
