using HpcClient.Flywheel;

namespace HpcClient.Engine.Images;

/// <summary>Tarballs by way of a site's client, which hands its credential to the site alone.</summary>
internal sealed class SiteImageSource(SiteClient site) : IImageSource
{
    /// <inheritdoc/>
    public Task FetchImageAsync(string url, string path, CancellationToken cancellationToken) => site.DownloadImageAsync(url, path, cancellationToken);
}
