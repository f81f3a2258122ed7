using System.Globalization;
using System.Runtime.CompilerServices;
using HpcClient.Commands.Images;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images.Library;
using HpcClient.Engine.Images.Store;
using HpcClient.Engine.NodeChecks;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>Registries that the settings name, and the store of images.</summary>
/// <param name="settings">Settings, as an engine of the installation has them.</param>
/// <param name="time">Clock.</param>
internal sealed class ImageChecks(EngineSettings settings, TimeProvider time)
{
    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (host, hasLogin, fault) in await RegistryLook.FindAsync(settings, cancellationToken))
        {
            // A file that cannot be read is a fault of the settings, and told there.
            if (fault is not null && host == RegistryLook.OfTheFile)
            {
                continue;
            }

            var name = $"registry {host}";
            var tried = $"asked {host} at its front door (/v2/), {(hasLogin ? "with the login that jobs use" : "without a login")}";
            yield return fault is null
                ? Finding.Ok(name, tried, hasLogin ? "It answers and accepts the login." : "It answers.")
                : Finding.Failed(name, tried, $"{char.ToUpperInvariant(fault[0])}{fault[1..].TrimEnd('.')}.",
                    $"Correct {settings.Folder.RegistriesFile} or image_map in cast.yml, ca_bundle and HTTPS_PROXY; docs/images.md says how.");
        }

        yield return await StoreAsync();
    }

    private async Task<Finding> StoreAsync()
    {
        const string name = "image store";
        await using var library = new ImageLibrary(settings, TextWriter.Null, time);
        var tried = $"listed {library.Folder}";
        try
        {
            var images = library.List();
            var bytes = images.Sum(image => image.Bytes);
            var cap = library.MaxBytes is { } most ? $" of {ImageTable.Size(most)} (image_store_size)" : "; no cap (image_store_size)";
            var oldest = images.Count == 0 ? "" : $"; the one unused for longest since {images.Min(image => image.LastUse).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";
            var found = string.Create(CultureInfo.InvariantCulture, $"{images.Count} {(images.Count == 1 ? "image" : "images")}, {ImageTable.Size(bytes)}{cap}{oldest}.");
            return images.Count(image => image.State == EntryState.Damaged) is > 0 and var damaged
                ? Finding.Warning(name, tried, $"{found} Damaged: {damaged.ToString(CultureInfo.InvariantCulture)}.", "They are made anew at their next use; a disk that damages files should be looked at.")
                : library.MaxBytes is { } limit && bytes > limit
                    ? Finding.Warning(name, tried, found, "It holds more than its cap, which happens while jobs use the images. Run: fw-hpc-client images prune")
                    : Finding.Ok(name, tried, found);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Failed(name, tried, $"It cannot be read: {e.Message.TrimEnd('.')}.", "Set ENGINE_CACHE_DIR in credentials.sh to a folder that this user may use.");
        }
    }
}
