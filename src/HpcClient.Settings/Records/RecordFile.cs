using System.Text.Json;
using System.Text.Json.Serialization;
using HpcClient.Posix.Files;

namespace HpcClient.Settings.Records;

/// <summary>Reads and writes claims and end records.</summary>
public static class RecordFile
{
    /// <summary>Takes the claim at <paramref name="path"/>; of several contenders exactly one gets true.</summary>
    public static bool TryClaim(string path, ClaimRecord claim) =>
        DurableFile.TryCreate(path, JsonSerializer.Serialize(claim, RecordJson.Default.ClaimRecord));

    /// <summary>Replaces the claim at <paramref name="path"/> (a requeue of the same scheduler job).</summary>
    public static void ReplaceClaim(string path, ClaimRecord claim) =>
        DurableFile.Write(path, JsonSerializer.Serialize(claim, RecordJson.Default.ClaimRecord));

    /// <summary>The claim at <paramref name="path"/>, or null when there is none or it cannot be read.</summary>
    public static ClaimRecord? ReadClaim(string path) => Read(path, RecordJson.Default.ClaimRecord);

    /// <summary>Writes an end record.</summary>
    public static void WriteEnd(string path, EndRecord end) =>
        DurableFile.Write(path, Text(end));

    /// <summary>An end record as it stands in its file.</summary>
    public static string Text(EndRecord end) => JsonSerializer.Serialize(end, RecordJson.Default.EndRecord);

    /// <summary>The end record at <paramref name="path"/>, or null when there is none or it cannot be read.</summary>
    public static EndRecord? ReadEnd(string path) => Read(path, RecordJson.Default.EndRecord);

    /// <summary>Writes what the engine is told of a submission.</summary>
    public static void WriteAttempt(string path, AttemptRecord attempt) =>
        DurableFile.Write(path, JsonSerializer.Serialize(attempt, RecordJson.Default.AttemptRecord));

    /// <summary>The attempt record at <paramref name="path"/>, or null when there is none or it cannot be read.</summary>
    public static AttemptRecord? ReadAttempt(string path) => Read(path, RecordJson.Default.AttemptRecord);

    /// <summary>Writes what an engine found on a node.</summary>
    public static void WriteNodeReport(string path, NodeReport report) =>
        DurableFile.Write(path, JsonSerializer.Serialize(report, RecordJson.Default.NodeReport));

    /// <summary>The report at <paramref name="path"/>, or null when there is none yet or it cannot be read.</summary>
    public static NodeReport? ReadNodeReport(string path) => Read(path, RecordJson.Default.NodeReport);

    private static T? Read<T>(string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), type);
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}

/// <summary>Source-generated JSON of the records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ClaimRecord))]
[JsonSerializable(typeof(EndRecord))]
[JsonSerializable(typeof(AttemptRecord))]
[JsonSerializable(typeof(NodeReport))]
internal sealed partial class RecordJson : JsonSerializerContext;
