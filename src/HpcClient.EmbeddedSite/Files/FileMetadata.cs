using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Files;

/// <summary>What a caller tells of a file: written over what is known, <c>info</c> key by key.</summary>
internal static class FileMetadata
{
    private static readonly string[] Replaced = ["type", "mimetype", "modality", "measurements", "classification"];

    public static void Apply(JsonObject record, JsonObject metadata)
    {
        foreach (var key in Replaced)
        {
            if (metadata.ContainsKey(key))
            {
                record[key] = metadata[key]?.DeepClone();
            }
        }

        if (metadata.Map("info") is { } info)
        {
            record["info"] = JsonMerge.Over(record.Map("info"), info);
        }

        if (metadata.List("tags") is not null)
        {
            record["tags"] = record.Texts("tags").Concat(metadata.Texts("tags")).Distinct().ToJson();
        }
    }
}
