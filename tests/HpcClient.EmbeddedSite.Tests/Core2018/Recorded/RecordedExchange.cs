using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Tests.Core2018.Recorded;

/// <summary>One request to the real core of March 2018, and its answer.</summary>
internal sealed record RecordedExchange(JsonObject Line)
{
    /// <summary>The recording, which lies beside the repository and is no part of it.</summary>
    public static string FilePath { get; } = Repository.PathOf("..", "shared", "reference", "core-transcript.jsonl");

    public int N => (int)Line["n"]!;

    public string Name => (string)Line["name"]!;

    public string Method => (string)Line["method"]!;

    public string Path => (string)Line["path"]!;

    public IEnumerable<string> Headers => (Line["request_headers"] as JsonArray ?? []).Select(header => (string)header!);

    public JsonNode? Body => Line["request_body"];

    public IReadOnlyList<string>? Form => Line["request_form"] is JsonArray form ? [.. form.Select(part => (string)part!)] : null;

    public int Status => (int)Line["status"]!;

    public JsonNode? Json => Line["response_json"];

    public string? Text => (string?)Line["response_text"];

    public string? Header(string name) => (string?)Line["response_headers"]?[name];

    public static IEnumerable<RecordedExchange> ReadAll() => File.ReadLines(FilePath).Select(line => new RecordedExchange((JsonObject)JsonNode.Parse(line)!));
}
