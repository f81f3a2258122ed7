namespace HpcClient.Engine.Images;

/// <summary>Fetches a rootfs tarball and checks that it is the one the gear names.</summary>
internal sealed class RootfsDownload(IImageSource source)
{
    /// <summary>Downloads <paramref name="image"/> to <paramref name="path"/>.</summary>
    /// <exception cref="EngineFault">The hash differs.</exception>
    public async Task FetchAsync(ImageReference image, string path, CancellationToken cancellationToken)
    {
        await source.FetchImageAsync(image.Source, path, cancellationToken);
        if (image.Hash is null)
        {
            return;
        }

        var found = await image.Hash.OfFileAsync(path, cancellationToken);
        if (found != image.Hash.Hex)
        {
            File.Delete(path);
            throw new EngineFault($"The gear's image {image.Shown} is not what the gear was registered with: its {image.Hash.Algorithm} is {found[..16]}…, expected {image.Hash.Hex[..16]}…. Upload the gear again.");
        }
    }
}
