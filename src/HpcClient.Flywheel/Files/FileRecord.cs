using System.Text.Json;
using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Files;

/// <summary>A file as a container lists it.</summary>
public sealed record FileRecord
{
    /// <summary>File name.</summary>
    public string? Name { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }

    /// <summary><c>v0-sha384-HEX</c>.</summary>
    public string? Hash { get; init; }

    /// <summary>MIME type.</summary>
    public string? Mimetype { get; init; }

    /// <summary>Flywheel file type, such as <c>nifti</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Imaging modality, such as <c>MR</c>.</summary>
    public string? Modality { get; init; }

    /// <summary>The other fields.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; } // not init: the generated reader cannot fill it then
}
