using System.Text.Json.Nodes;

namespace HpcClient.EmbeddedSite.Queries;

/// <summary>Dotted field names, such as <c>gear_info.name</c>; <c>id</c> and <c>_id</c> mean the same.</summary>
internal static class FieldPath
{
    public static JsonNode? Read(JsonObject document, string field)
    {
        JsonNode? node = document;
        foreach (var name in field.Split('.'))
        {
            node = node is JsonObject map ? map[name] ?? (name is "_id" or "id" ? map["id"] ?? map["_id"] : null) : null;
        }

        return node;
    }
}
