using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images.Store;
using HpcClient.Engine.Runtimes;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Engine.Images.Library;

/// <summary>The image store as an admin sees it: lists, fetches ahead, checks and clears it.</summary>
/// <param name="settings">Settings, as an engine of the installation has them.</param>
/// <param name="console">Hears what is being done.</param>
/// <param name="time">The clock.</param>
public sealed class ImageLibrary(EngineSettings settings, TextWriter console, TimeProvider time) : IAsyncDisposable
{
    private readonly ConsoleVoice _voice = new(console, settings.Site!.Secret.Reveal());
    private readonly ImageStore _store = new(settings.CacheFolder, time, sentence => console.WriteLine(sentence)) { MaxBytes = settings.Images.StoreBytes };

    /// <summary>Whether images are fetched as on a node, where <c>nodes_fetch_images</c> may forbid it; else as on the login node.</summary>
    public bool AsOnNode { get; init; }

    /// <summary>Where the images lie.</summary>
    public string Folder => _store.Paths.Folder;

    /// <summary>Most that they may take together (<c>image_store_size</c>), in bytes; null for no limit.</summary>
    public long? MaxBytes => settings.Images.StoreBytes;

    /// <summary>All images, by name.</summary>
    public IReadOnlyList<StoredImage> List() => StoreListing.Of(_store);

    /// <summary>Fetches and converts an image as a job of this installation would; what is here already costs nothing.</summary>
    /// <param name="what">An image's address with scheme; or a gear's name, or <c>NAME@VERSION</c>.</param>
    /// <param name="anew">Asks the registry again what a tag means, whatever is known.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it.</returns>
    public async Task<ImagePull> PullAsync(string what, bool anew, CancellationToken cancellationToken)
    {
        // The login node is where images are fetched for nodes that may not.
        var allowed = AsOnNode ? settings : settings with { Images = settings.Images with { NodesFetch = true } };
        using var site = new SiteClient(settings.Site!, time: time);
        try
        {
            var image = await ChooseAsync(what, site, cancellationToken);
            var runtime = RuntimeSelector.Choose(image, new(allowed, new SiteImageSource(site), _store, _voice) { Anew = anew });
            return new(await runtime.PrepareAsync(image, cancellationToken), runtime.Name, null, SiteFailed: false);
        }
        catch (EngineFault e)
        {
            return new(null, null, e.Message, SiteFailed: false);
        }
        catch (SiteException e)
        {
            return new(null, null, e.Message, SiteFailed: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(null, null, DiskFault.Of(e, settings), SiteFailed: false);
        }
    }

    /// <summary>Reads all of one image and compares it with what was made; a damaged one is made anew at its next use.</summary>
    /// <returns>What it is; <see cref="EntryState.Doubtful"/> when it is being made right now.</returns>
    public Task<EntryState> VerifyAsync(StoredImage image, CancellationToken cancellationToken) => _store.VerifyAsync(image.Name, cancellationToken);

    /// <summary>Removes images that are not in use, those unused for longest first.</summary>
    /// <param name="maxBytes">Until the rest takes at most so many bytes; null for no such limit.</param>
    /// <param name="unusedSince">All that were not used since then; null for none on that account.</param>
    /// <param name="dryRun">Only says what would go.</param>
    /// <returns>What went.</returns>
    public Task<IReadOnlyList<StoredImage>> PruneAsync(long? maxBytes, DateTimeOffset? unusedSince, bool dryRun) =>
        new StoreEviction(_store, time).RemoveAsync(maxBytes, unusedSince, dryRun);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<ImageReference> ChooseAsync(string what, SiteClient site, CancellationToken cancellationToken)
    {
        var choice = new ImageChoice(settings.Images, RuntimeSelector.TakesSif(settings));
        string? note;
        ImageReference image;
        if (what.Contains("://", StringComparison.Ordinal) || what.StartsWith("containers-storage:", StringComparison.Ordinal))
        {
            image = ImageReference.Read(what, null, out var read) is null
                ? choice.OfAddress(read!, out note)
                : throw new EngineFault($"'{what}' is no image's address. Write one such as docker://registry.example.org/gear:1.0, or a gear's name.");
        }
        else if (what.AsSpan().ContainsAny('/', ':'))
        {
            throw new EngineFault($"'{what}' is neither a gear's name nor an image's address. Write docker://{what} for an image.");
        }
        else
        {
            var parts = what.Split('@', 2);
            var gears = await site.FindGearsAsync(parts[0], parts.Length > 1 ? parts[1] : null, cancellationToken);
            image = gears.Count > 0
                ? choice.Of(gears[0], out note)
                : throw new EngineFault($"The site has no gear '{what}'. Write its name, or NAME@VERSION; for an image its address, such as docker://registry.example.org/gear:1.0.");
        }

        if (note is not null)
        {
            _voice.Say(note);
        }

        return image;
    }
}
