using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary>A multipart body, its files already on disk.</summary>
internal sealed record UploadedForm(IReadOnlyList<UploadedFile> Files, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>The part <c>metadata</c>; null when absent.</summary>
    public JsonObject? Metadata => !Texts.TryGetValue("metadata", out var text) || string.IsNullOrWhiteSpace(text) ? null
        : JsonText.ParseStrict(System.Text.Encoding.UTF8.GetBytes(text)) as JsonObject ?? throw RequestRefused.BadInput("metadata must be a JSON object.");
}
