using System.Text.Json;
using System.Text.Json.Serialization;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Images.Store;

/// <summary>What is known of one image of the store: beside it, in <c>.NAME.json</c>.</summary>
internal sealed record StoreRecord
{
    /// <summary>Format of the file.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Where it came from, as a person may read it.</summary>
    public required string Source { get; init; }

    /// <summary>Bytes on disk.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256, in hex: of the file, or of the listing of a folder with all its files' hashes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>When it was written last, in nanoseconds since 1970: another time means that somebody changed it. 0 for a folder.</summary>
    public long Modified { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Node on which it was made.</summary>
    public required string MadeOn { get; init; }

    /// <summary>Whether a full check has found it damaged: then it is made anew at the next use.</summary>
    public bool Damaged { get; init; }

    /// <summary>Reads it; null when there is none, or it cannot be read.</summary>
    public static StoreRecord? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), StoreJson.Default.StoreRecord);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(string path) => DurableFile.Write(path, JsonSerializer.Serialize(this, StoreJson.Default.StoreRecord));
}

/// <summary>Source-generated JSON of the store.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(StoreRecord))]
[JsonSerializable(typeof(TagRecord))]
internal sealed partial class StoreJson : JsonSerializerContext;
