using System.Text.Json.Nodes;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Outputs;

/// <summary>
/// Looks through what a gear says of its outputs in <c>output/.metadata.json</c>. Sites take more than the specification tells,
/// so that nothing here is more than a warning.
/// </summary>
public static class MetadataCheck
{
    private static readonly string[] Containers = ["project", "subject", "session", "acquisition", "analysis"];
    private static readonly string[] FileTexts = ["type", "mimetype", "modality"];

    /// <summary>One sentence for each thing that looks odd.</summary>
    /// <param name="metadata">Its content.</param>
    /// <param name="files">Names of the files in <c>output/</c>.</param>
    public static IReadOnlyList<string> Of(JsonObject metadata, IReadOnlyCollection<string> files)
    {
        var odd = new List<string>();
        foreach (var (level, node) in metadata)
        {
            var path = JsonPaths.Member(JsonPaths.Root, level);
            if (!Containers.Contains(level))
            {
                odd.Add($"{path}: sites know no such container. {NearestKey.Question(level, Containers)}They know {string.Join(", ", Containers)}.");
            }
            else if (node is not JsonObject container)
            {
                odd.Add($"{path}: this must be an object, and is {node.Kind()}.");
            }
            else
            {
                CheckContainer(container, path, files, odd);
            }
        }

        return odd;
    }

    private static void CheckContainer(JsonObject container, string path, IReadOnlyCollection<string> files, List<string> odd)
    {
        CheckObject(container, "info", path, odd);
        if (!container.TryGetPropertyValue("files", out var node))
        {
            return;
        }

        var at = JsonPaths.Member(path, "files");
        if (node is not JsonArray entries)
        {
            odd.Add($"{at}: this must be a list, and is {node.Kind()}.");
            return;
        }

        for (var i = 0; i < entries.Count; i++)
        {
            CheckFile(entries[i], JsonPaths.Element(at, i), files, odd);
        }
    }

    private static void CheckFile(JsonNode? node, string path, IReadOnlyCollection<string> files, List<string> odd)
    {
        if (node is not JsonObject file)
        {
            odd.Add($"{path}: this must be an object, and is {node.Kind()}.");
            return;
        }

        if (file["name"].AsText() is not { Length: > 0 } name)
        {
            odd.Add($"{path}: it names no file, so a site cannot tell whose it is. Add \"name\".");
        }
        else if (!files.Contains(name))
        {
            // It may be one of the destination's own.
            odd.Add($"{JsonPaths.Member(path, "name")}: the gear left no file {JsonValue.Create(name).Show()} in output. {NearestKey.Question(name, files)}".TrimEnd());
        }

        foreach (var key in FileTexts.Where(key => file[key] is { } value && value.AsText() is null))
        {
            odd.Add($"{JsonPaths.Member(path, key)}: this must be text, and is {file[key].Kind()}.");
        }

        if (file["tags"] is { } tags && !(tags is JsonArray list && list.All(tag => tag.AsText() is not null)))
        {
            odd.Add($"{JsonPaths.Member(path, "tags")}: this must be a list of texts, and is {tags.Kind()}.");
        }

        CheckObject(file, "info", path, odd);
        CheckObject(file, "classification", path, odd);
    }

    private static void CheckObject(JsonObject owner, string key, string path, List<string> odd)
    {
        if (owner[key] is { } value and not JsonObject)
        {
            odd.Add($"{JsonPaths.Member(path, key)}: this must be an object, and is {value.Kind()}.");
        }
    }
}
