using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Calling;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Loading;

/// <summary>
/// Loads a folder tree <c>group/project/subject/session/acquisition/files</c> into a running site. Files may lie at any level
/// from the project down. <c>info.json</c> in a folder is the container's info; <c>NAME.flywheel.json</c> beside a file tells
/// its type, modality, info and so on. Loading again changes only what has changed.
/// </summary>
public sealed class SiteLoader
{
    private const string InfoFile = "info.json";
    private const string SidecarEnd = ".flywheel.json";

    private readonly SiteCaller _caller;
    private readonly SiteTree _tree;
    private int _containers;
    private int _uploaded;
    private int _unchanged;

    /// <summary>Loads as an administrator.</summary>
    public SiteLoader(SiteCaller caller)
    {
        _caller = caller;
        _tree = new(caller);
    }

    /// <summary>Loads everything below <paramref name="folder"/>.</summary>
    /// <exception cref="EmbeddedSiteException">The folder, or a file that describes others, cannot be used.</exception>
    public async Task<LoadSummary> LoadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new EmbeddedSiteException($"There is no folder '{folder}'.");
        }

        foreach (var group in Folders(folder))
        {
            await LoadContainerAsync(group, [Path.GetFileName(group)], cancellationToken);
        }

        return new(_containers, _uploaded, _unchanged);
    }

    private async Task LoadContainerAsync(string folder, string[] labels, CancellationToken cancellationToken)
    {
        var container = await _tree.EnsureAsync(labels, cancellationToken);
        _containers++;
        if (labels.Length > 1)
        {
            await LoadFilesAsync(folder, $"{ContainerLevel.Plural(ContainerLevel.Tree[labels.Length - 1])}/{container.Text("_id")}", container, cancellationToken);
        }

        foreach (var below in Folders(folder))
        {
            if (labels.Length == ContainerLevel.Tree.Length)
            {
                throw new EmbeddedSiteException($"'{below}' lies too deep: below an acquisition there are only files. Pack the folder into a .zip.");
            }

            await LoadContainerAsync(below, [.. labels, Path.GetFileName(below)], cancellationToken);
        }
    }

    private async Task LoadFilesAsync(string folder, string path, JsonObject container, CancellationToken cancellationToken)
    {
        var known = (container.List("files") ?? []).OfType<JsonObject>().ToDictionary(file => file.Text("name")!, StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(file);
            if (name == InfoFile)
            {
                await _caller.PostAsync(path + "/info", new JsonObject { ["set"] = Read(file) }, cancellationToken);
                continue;
            }

            if (name.StartsWith('.') || (name.EndsWith(SidecarEnd, StringComparison.Ordinal) && File.Exists(file[..^SidecarEnd.Length])))
            {
                continue;
            }

            var sidecar = File.Exists(file + SidecarEnd) ? Read(file + SidecarEnd) : null;
            if (known.TryGetValue(name, out var record) && record.Text("hash") == await HashAsync(file, cancellationToken) && Tells(record, sidecar))
            {
                _unchanged++;
                continue;
            }

            await _caller.UploadAsync(path + "/files", file, name, sidecar, cancellationToken);
            _uploaded++;
        }
    }

    /// <summary>Whether the site knows already what the sidecar says.</summary>
    private static bool Tells(JsonObject record, JsonObject? sidecar) => sidecar is null
        || sidecar.All(entry => entry.Value is JsonObject map && record[entry.Key] is JsonObject old
            ? JsonNode.DeepEquals(JsonMerge.Over(old, map), old)
            : JsonNode.DeepEquals(record[entry.Key], entry.Value));

    private static IOrderedEnumerable<string> Folders(string folder) =>
        Directory.EnumerateDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal);

    private static JsonObject Read(string file)
    {
        try
        {
            return JsonText.ParseStrict(File.ReadAllBytes(file)) as JsonObject ?? throw new EmbeddedSiteException($"'{file}' must hold a JSON object.");
        }
        catch (JsonException e)
        {
            throw new EmbeddedSiteException($"'{file}' is not JSON: {e.Message}", e);
        }
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return "v0-sha384-" + Convert.ToHexStringLower(await SHA384.HashDataAsync(stream, cancellationToken));
    }
}
