using System.Text.Json;
using System.Text.Json.Serialization;

namespace HpcClient.Flywheel.Files;

/// <summary>A file as a container lists it.</summary>
public sealed record FileRecord
{
    private const string Sha384Form = "v0-sha384-";
    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

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

    /// <summary>When the content was last replaced by another, where the site tells that.</summary>
    public DateTimeOffset? Replaced { get; init; }

    /// <summary>The content's SHA-384 in lower-case hex, out of <see cref="Hash"/>; null when the site tells none.</summary>
    [JsonIgnore]
    public string? Sha384 => Hash is { } hash && hash.StartsWith(Sha384Form, StringComparison.Ordinal) && hash.Length == Sha384Form.Length + 96
        && hash.AsSpan(Sha384Form.Length).ContainsAnyExcept(HexDigits) == false ? hash[Sha384Form.Length..].ToLowerInvariant() : null;

    /// <summary>The other fields.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Other { get; set; } // not init: the generated reader cannot fill it then
}
