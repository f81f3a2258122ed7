namespace HpcClient.Flywheel.Files.Download;

/// <summary>A file to fetch.</summary>
/// <param name="Source">Where from.</param>
/// <param name="Path">Where to: written beside, then renamed.</param>
internal sealed record DownloadRequest(Uri Source, string Path)
{
    /// <summary>Bytes, when known.</summary>
    public long? Size { get; init; }

    /// <summary>SHA-384 of the content in lower-case hex, when known.</summary>
    public string? Sha384 { get; init; }

    /// <summary>File name without folder, for sentences.</summary>
    public string Name => System.IO.Path.GetFileName(Path);
}
