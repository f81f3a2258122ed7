using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Core2018.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Uploads;

/// <summary>
/// What a gear tells of the containers at and above its destination. A field is set only where it is absent or null;
/// <c>info</c> is laid over what is there.
/// </summary>
internal static class CoreMetadata
{
    private static readonly string[] Levels = [ContainerLevel.Project, ContainerLevel.Session, ContainerLevel.Acquisition];
    private static readonly string[] NotFields = ["info", "files", "modified", "subject"];

    /// <summary>Refuses levels that the schema does not know.</summary>
    public static void Check(JsonObject metadata) => SchemaFault.CheckKeys(metadata, Levels);

    /// <summary>As a job remembers it: without the files, and with the time at which it was applied.</summary>
    /// <param name="metadata">What the gear told.</param>
    /// <param name="appliedAt">When it was applied; null when it was not.</param>
    public static JsonObject Produced(JsonObject metadata, string? appliedAt)
    {
        var produced = new JsonObject();
        foreach (var (level, node) in metadata)
        {
            if (node is JsonObject update)
            {
                var kept = (JsonObject)update.DeepClone();
                kept.Remove("files");
                if (appliedAt is not null)
                {
                    kept["modified"] = appliedAt;
                }

                produced[level] = kept;
            }
        }

        return produced;
    }

    /// <summary>What it tells of a file of the destination, or null.</summary>
    public static JsonObject? OfFile(JsonObject? metadata, string level, string name) =>
        metadata?.Map(level)?.List("files")?.OfType<JsonObject>().FirstOrDefault(file => file.Text("name") == name);

    public static void Apply(DatabaseSession session, string level, string id, JsonObject metadata)
    {
        var destination = ContainerTable.Require(session, level, id);
        foreach (var (key, node) in metadata)
        {
            if (node is JsonObject update && (key == level ? id : destination.Map("parents")!.Text(key)) is { } target)
            {
                ApplyTo(session, key, target, update);
            }
        }
    }

    private static void ApplyTo(DatabaseSession session, string level, string id, JsonObject update)
    {
        var container = ContainerTable.Require(session, level, id);
        foreach (var (key, value) in update)
        {
            if (!NotFields.Contains(key) && container[key] is null)
            {
                container[key] = value?.DeepClone();
            }
        }

        if (update.Map("info") is { } info)
        {
            container["info"] = JsonMerge.Over(container.Map("info"), info);
        }

        ContainerTable.Put(session, level, container);
    }
}
