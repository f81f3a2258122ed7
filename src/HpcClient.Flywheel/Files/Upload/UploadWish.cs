using System.Text.Json.Nodes;

namespace HpcClient.Flywheel.Files.Upload;

/// <summary>What is to be uploaded past the site: the body of the first call of a signed upload.</summary>
public sealed record UploadWish
{
    /// <summary>Content of <c>.metadata.json</c>, or an empty object.</summary>
    public required JsonObject Metadata { get; init; }

    /// <summary>Names on the site.</summary>
    public required IReadOnlyList<string> Filenames { get; init; }
}
