namespace HpcClient.Flywheel.Files.Upload;

/// <summary>Where a site takes the files of one upload: the answer to an <see cref="UploadWish"/>.</summary>
public sealed record UploadOffer
{
    /// <summary>What the last call names.</summary>
    public string? Ticket { get; init; }

    /// <summary>An address for each file name; good without our credential.</summary>
    public IReadOnlyDictionary<string, string>? Urls { get; init; }

    /// <summary>Headers that the storage asks for.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
