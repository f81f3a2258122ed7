using HpcClient.Engine.Runtimes;
using HpcClient.Settings.Registries;

namespace HpcClient.Engine.Images.Registries;

/// <summary>
/// Finds out which image a moving tag means, so that the store knows images by digest: a tag that has moved brings the new
/// image, and two tags of one image share it.
/// </summary>
internal sealed class TagResolver(RuntimeTools tools)
{
    /// <summary><paramref name="image"/> with its digest, where it can be found out; else as it is, and the tool asks by the tag.</summary>
    /// <param name="image">The image.</param>
    /// <param name="login">Login with which to ask, or null.</param>
    /// <param name="isHere">Whether an image of this digest is here already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImageReference> PinAsync(
        ImageReference image, Func<RegistryName, RegistryLogin?> login, Func<ImageReference, bool> isHere, CancellationToken cancellationToken)
    {
        if (image.Kind is not (ImageKind.Docker or ImageKind.Oras) || RegistryName.Of(image.Source) is not { Digest: null } name)
        {
            return image;
        }

        var settings = tools.Settings.Images;
        var known = tools.Store.Tags.Find(image.Shown);
        var pinned = known is null ? null : image.Pinned(known.Digest);
        if (pinned is not null && (!settings.NodesFetch || (!tools.Anew && tools.Store.Tags.IsFresh(known!, TimeSpan.FromMinutes(settings.TagMinutes)))))
        {
            return pinned;
        }

        if (!settings.NodesFetch)
        {
            return image;
        }

        using var client = new RegistryClient(tools.Settings.Network);
        var (digest, reason) = await client.DigestAsync(name, login(name), cancellationToken);
        if (digest is not null)
        {
            tools.Store.Tags.Keep(image.Shown, digest);
            return image.Pinned(digest);
        }

        if (pinned is null || !isHere(pinned))
        {
            return image;
        }

        tools.Log.Say($"The registry {name.Host} did not say which image {image.Shown} is now ({reason}); the one it was on {known!.AskedAt:yyyy-MM-dd} is used.");
        return pinned;
    }
}
