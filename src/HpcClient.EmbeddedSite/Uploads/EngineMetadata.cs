using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Files;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Uploads;

/// <summary>
/// Merges a gear's <c>.metadata.json</c>: each key is a level at or above the destination. Of a container, <c>info</c> is laid
/// over what is there and every other field only fills a gap; of a file, what the gear says wins.
/// </summary>
internal static class EngineMetadata
{
    private static readonly string[] Levels = [ContainerLevel.Project, ContainerLevel.Subject, ContainerLevel.Session, ContainerLevel.Acquisition, ContainerLevel.Analysis];
    private static readonly string[] Fields = ["label", "timestamp", "timezone", "uid", "public", "operator", "weight", "age", "sex", "code", "firstname", "lastname", "cohort", "species", "strain"];

    public static void Apply(DatabaseSession session, SiteClock clock, string level, string id, JsonObject metadata)
    {
        var destination = ContainerTable.Require(session, level, id);
        foreach (var (key, node) in metadata)
        {
            if (!Levels.Contains(key))
            {
                throw RequestRefused.BadInput($"'{key}' is not a key of a gear's metadata; known are {string.Join(", ", Levels)}.");
            }

            var update = node as JsonObject ?? throw RequestRefused.BadInput($"'{key}' in the metadata must be an object.");
            var target = key == level ? id : destination.Map("parents")!.Text(key)
                ?? throw RequestRefused.BadInput($"The metadata names a {key}, and the destination, a {level}, has none above it.");
            ApplyTo(session, clock, key, target, update);
        }
    }

    private static void ApplyTo(DatabaseSession session, SiteClock clock, string level, string id, JsonObject update)
    {
        var container = ContainerTable.Require(session, level, id);
        foreach (var field in Fields)
        {
            if (update[field] is { } value && container[field] is null)
            {
                container[field] = value.DeepClone();
            }
        }

        if (update.Map("info") is { } info)
        {
            container["info"] = JsonMerge.Over(container.Map("info"), info);
        }

        if (update.List("tags") is not null)
        {
            container["tags"] = container.Texts("tags").Concat(update.Texts("tags")).Distinct().ToJson();
        }

        container["modified"] = clock.Stamp();
        ContainerTable.Put(session, level, container);
        if (level == ContainerLevel.Session && update.Map("subject") is { } subject && container.Map("parents")!.Text(ContainerLevel.Subject) is { } above)
        {
            ApplyTo(session, clock, ContainerLevel.Subject, above, subject);
        }

        foreach (var file in update.List("files") ?? [])
        {
            var name = (file as JsonObject)?.Text("name") ?? throw RequestRefused.BadInput($"A file in the metadata of the {level} has no name.");
            if (FileTable.Find(session, id, name) is { } record)
            {
                FileMetadata.Apply(record, (JsonObject)file!);
                record["modified"] = clock.Stamp();
                FileTable.Put(session, id, record);
            }
        }
    }
}
