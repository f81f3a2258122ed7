using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using HpcClient.Engine.Images.Registries;
using HpcClient.Flywheel.Gears;

namespace HpcClient.Engine.Images;

/// <summary>A gear's image, as its exchange entry names it; checked, so that nothing of it can pass for an option or a path it is not.</summary>
/// <param name="Kind">Where it comes from.</param>
/// <param name="Source">Registry name, path or URL, without scheme where that is not part of it.</param>
/// <param name="Hash">Expected hash of a tarball, or null.</param>
internal sealed partial record ImageReference(ImageKind Kind, string Source, ImageHash? Hash)
{
    /// <summary>Name of the image in the store: by digest or hash where there is one, else by its reference.</summary>
    public string Key => Hash is not null
        ? $"{Hash.Algorithm}-{Hash.Hex}"
        : Source.Split("@sha256:") is [_, var digest]
            ? $"sha256-{digest}"
            : $"ref-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}:{Source}")))}";

    /// <summary>Whether the admin named it (a file of image_map or sif_folder), and not the gear.</summary>
    public bool IsAdmins { get; init; }

    /// <summary>The name as it was given, where <see cref="Source"/> has got the digest of what its tag means.</summary>
    public string? Named { get; init; }

    /// <summary>As a person may read it: no query string, which may be a signature.</summary>
    public string Shown => Kind switch
    {
        ImageKind.Docker => $"docker://{Named ?? Source}",
        ImageKind.Oras => $"oras://{Named ?? Source}",
        ImageKind.PodmanStore => $"containers-storage:{Source}",
        ImageKind.SifFile => $"file://{Source}",
        _ => Source.Split('?')[0],
    };

    /// <summary>Name in its registry; for <see cref="ImageKind.Docker"/> and <see cref="ImageKind.Oras"/> alone.</summary>
    public RegistryName Registry => RegistryName.Of(Source);

    /// <summary>Whether the registry is on this machine, which is spoken to without TLS.</summary>
    public bool IsLoopbackRegistry => Registry.IsLoopback;

    /// <summary>The same image by its digest.</summary>
    public ImageReference Pinned(string digest) => this with { Source = (Registry with { Digest = digest }).Full, Named = Named ?? Source };

    /// <summary>Reads the image of a gear.</summary>
    /// <returns>Null, or one sentence.</returns>
    public static string? Read(GearDocument gear, out ImageReference? image)
    {
        image = null;
        var url = gear.Exchange?.RootfsUrl;
        if (string.IsNullOrEmpty(url))
        {
            var named = gear.Gear?.Custom?["gear-builder"]?["image"]?.ToString() ?? gear.Gear?.Custom?["docker-image"]?.ToString();
            if (string.IsNullOrEmpty(named))
            {
                return "The gear names no image (exchange.rootfs-url is empty). Upload the gear again, or have its image set on the site.";
            }

            url = $"docker://{named}";
        }

        return Read(url, gear.Exchange?.RootfsHash, out image);
    }

    /// <summary>Reads an image's address and hash.</summary>
    /// <returns>Null, or one sentence.</returns>
    public static string? Read(string url, string? hash, out ImageReference? image)
    {
        image = null;
        if (url.Length > 4096 || url.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return "The gear's image address holds white space or control characters, or is too long. Have it corrected on the site.";
        }

        if (ImageHash.Read(hash, out var expected) is { } fault)
        {
            return fault;
        }

        if (Cut(url, "docker://") is { } docker)
        {
            // The exchange gives the manifest's digest as the hash: with it the name cannot move.
            var pinned = expected is { Algorithm: "sha256" } && !docker.Contains('@', StringComparison.Ordinal) ? $"{docker}@sha256:{expected.Hex}" : docker;
            return OfRegistry(ImageKind.Docker, pinned, url, out image);
        }

        if (Cut(url, "oras://") is { } oras)
        {
            return OfRegistry(ImageKind.Oras, oras, url, out image);
        }

        if (Cut(url, "containers-storage:") is { } stored)
        {
            return OfRegistry(ImageKind.PodmanStore, stored, url, out image);
        }

        if (Cut(url, "file://") is { } path)
        {
            image = new(ImageKind.SifFile, path, expected);
            return path.StartsWith('/') && path.EndsWith(".sif", StringComparison.Ordinal) ? null
                : $"The gear's image '{url}' is not a full path to a .sif file. Write it as file:///folder/name.sif.";
        }

        if (url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || url.StartsWith("/api/", StringComparison.Ordinal))
        {
            if (expected is null && url.StartsWith("http:", StringComparison.OrdinalIgnoreCase))
            {
                return "The gear's image comes over plain http without a hash, so anybody on the way could replace it. Have its rootfs-hash set on the site.";
            }

            image = new(ImageKind.Rootfs, url, expected);
            return null;
        }

        return $"The gear's image '{url.Split('?')[0]}' is of a kind that this engine does not know. It knows docker://, oras://, file://….sif, containers-storage: and https:// tarballs.";
    }

    private static string? Cut(string url, string scheme) => url.StartsWith(scheme, StringComparison.Ordinal) ? url[scheme.Length..] : null;

    private static string? OfRegistry(ImageKind kind, string name, string url, out ImageReference? image)
    {
        image = new(kind, name, null);
        return name.Length <= 512 && ImageName().IsMatch(name)
            ? null
            : $"The gear's image '{url}' is not a valid image name. Have it corrected on the site.";
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*(:[0-9]{1,5})?(/[A-Za-z0-9][A-Za-z0-9._-]*)*(:[A-Za-z0-9_][A-Za-z0-9._-]*)?(@sha256:[0-9a-f]{64})?\\z")]
    private static partial Regex ImageName();
}
