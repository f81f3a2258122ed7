using System.Text.RegularExpressions;
using HpcClient.Engine.Images.Registries;
using HpcClient.Flywheel.Gears;
using HpcClient.Posix.Files;
using HpcClient.Settings.Images;

namespace HpcClient.Engine.Images;

/// <summary>
/// Which image a gear runs in: its own, or what the admin has put in its place. The first that says something counts: a line
/// of <c>image_map</c> for this version of the gear, one for the gear, a file in <c>sif_folder</c>, the longest line of
/// <c>image_map</c> for the image's address.
/// </summary>
internal sealed partial class ImageChoice(ImageSettings settings, bool takesSif)
{
    /// <summary>The image of <paramref name="gear"/>.</summary>
    /// <param name="gear">The gear.</param>
    /// <param name="note">A sentence when another image stands in for it; else null.</param>
    /// <exception cref="EngineFault">It has none, or none that is valid.</exception>
    public ImageReference Of(GearDocument gear, out string? note)
    {
        note = null;
        var fault = ImageReference.Read(gear, out var own);
        var shown = fault is null ? own!.Shown : "that the gear names";
        var (name, version) = (gear.Gear?.Name, gear.Gear?.Version);
        var line = settings.Map.FirstOrDefault(l => !l.IsOfAddress && l.From == $"{name}@{version}")
            ?? settings.Map.FirstOrDefault(l => !l.IsOfAddress && l.From == name);
        if (line is not null)
        {
            var image = Read(line.To, own?.Hash, line);
            note = $"By image_map in cast.yml, {image.Shown} stands in for the gear's image {shown}.";
            return image;
        }

        if (takesSif && Prepared(name, version) is { } path)
        {
            note = $"The prepared image {path} stands in for the gear's image {shown} (sif_folder in cast.yml).";
            return Sif(path);
        }

        if (fault is not null)
        {
            throw new EngineFault(fault);
        }

        return OfAddress(own!, out note);
    }

    /// <summary>The image itself, or what <c>image_map</c> puts in the place of its address.</summary>
    /// <param name="image">The image.</param>
    /// <param name="note">A sentence when another image stands in for it; else null.</param>
    public ImageReference OfAddress(ImageReference image, out string? note)
    {
        note = null;
        foreach (var line in settings.Map.Where(line => line.IsOfAddress).OrderByDescending(line => line.From.Length))
        {
            if (Replaced(image, line) is { } mapped)
            {
                note = $"By image_map in cast.yml, {mapped.Shown} stands in for the gear's image {image.Shown}.";
                return mapped;
            }
        }

        return image;
    }

    private string? Prepared(string? name, string? version)
    {
        if (settings.SifFolder is not { } folder || name is null || version is null || !FilePart().IsMatch(name) || !FilePart().IsMatch(version))
        {
            return null;
        }

        // Through links, as the admin may have set them; but only to a file.
        return new[] { $"{name}-{version}.sif", $"{name}_{version}.sif" }
            .Select(file => Path.Combine(folder, file))
            .FirstOrDefault(path => File.Exists(path) && FileKinds.Of(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path) == FileKind.Regular);
    }

    private static ImageReference? Replaced(ImageReference image, ImageReplacement line)
    {
        var from = line.From.TrimEnd('/');
        var scheme = from.IndexOf("://", StringComparison.Ordinal);
        var of = scheme < 0 ? null : from[..scheme];
        if (image.Kind == ImageKind.Rootfs)
        {
            return of == "https" && Rest(image.Source, from) is { } path ? Read(line.To.TrimEnd('/') + path, image.Hash, line) : null;
        }

        if (image.Kind is not (ImageKind.Docker or ImageKind.Oras) || of == "https" || (of is not null && of != (image.Kind == ImageKind.Oras ? "oras" : "docker")))
        {
            return null;
        }

        var name = image.Registry;
        if (Rest($"{name.Host}/{name.Repository}", scheme < 0 ? from : from[(scheme + 3)..]) is not { } rest)
        {
            return null;
        }

        var to = line.To.TrimEnd('/');
        to = to.Contains("://", StringComparison.Ordinal) ? to : $"{(image.Kind == ImageKind.Oras ? "oras" : "docker")}://{to}";
        var named = RegistryName.Of(to[(to.IndexOf("://", StringComparison.Ordinal) + 3)..]);
        return rest.Length == 0 && (named.Tag ?? named.Digest) is not null
            ? Read(to, null, line)
            : Read(to + rest + image.Source[Tail(image.Source)..], null, line);
    }

    // Where tag and digest begin.
    private static int Tail(string source)
    {
        var slash = source.LastIndexOf('/');
        var at = source.AsSpan(slash + 1).IndexOfAny(':', '@');
        return at < 0 ? source.Length : slash + 1 + at;
    }

    private static string? Rest(string address, string beginning) =>
        address.StartsWith(beginning, StringComparison.Ordinal) && (address.Length == beginning.Length || address[beginning.Length] == '/')
            ? address[beginning.Length..]
            : null;

    private static ImageReference Read(string to, ImageHash? hash, ImageReplacement line)
    {
        if (to.StartsWith('/'))
        {
            return Sif(to);
        }

        var isTarball = to.StartsWith("https://", StringComparison.Ordinal);
        var fault = ImageReference.Read(to.Contains("://", StringComparison.Ordinal) ? to : $"docker://{to}", isTarball && hash is not null ? $"{hash.Algorithm}:{hash.Hex}" : null, out var image);
        return fault is null ? image! : throw new EngineFault($"image_map in cast.yml makes '{to}' of this gear's image by its line '{line.From}', which is no image's name. Correct the line.");
    }

    private static ImageReference Sif(string path) => new(ImageKind.SifFile, path, null) { IsAdmins = true };

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._+-]*\\z")]
    private static partial Regex FilePart();
}
