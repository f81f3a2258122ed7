namespace HpcClient.Engine.Images;

/// <summary>Where tarballs of root file systems come from.</summary>
internal interface IImageSource
{
    /// <summary>Brings a tarball of a root file system to <paramref name="path"/>.</summary>
    /// <param name="url">As <see cref="ImageReference.Source"/> has it.</param>
    /// <param name="path">Where it goes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task FetchImageAsync(string url, string path, CancellationToken cancellationToken);
}
