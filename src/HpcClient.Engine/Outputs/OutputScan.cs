using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Engine.Layout;
using HpcClient.Flywheel.Files;
using HpcClient.Posix.Files;

namespace HpcClient.Engine.Outputs;

/// <summary>Finds what a gear left in <c>output/</c>: top-level regular files, and its metadata.</summary>
internal static class OutputScan
{
    private const string MetadataName = ".metadata.json";
    private const int SiteFileLimit = 100;

    // What one document of a site's database holds at most.
    private const long MaxMetadataBytes = 16 * 1024 * 1024;
    private const int MaxNamesShown = 5;

    /// <summary>Scans <c>output/</c> of the gear's folder.</summary>
    public static OutputSet Of(string gearFolder)
    {
        var output = Path.Combine(gearFolder, "output");
        if (FileKinds.Of(output) != FileKind.Folder)
        {
            return new([], null, [], "The gear removed its output folder, so nothing could be uploaded.");
        }

        var files = new List<OutputFile>();
        var folders = new List<string>();
        var elsewhere = new List<string>();
        var odd = new List<string>();
        foreach (var path in Directory.EnumerateFileSystemEntries(output).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(path);
            switch (FileKinds.Of(path))
            {
                case FileKind.Folder:
                    folders.Add(name);
                    break;
                case FileKind.Regular:
                    files.Add(new(name, path, new FileInfo(path).Length));
                    break;
                case FileKind.Link when GearPath.Resolve(gearFolder, Path.Combine("output", name)) is { } found:
                    files.Add(new(name, found, new FileInfo(found).Length));
                    break;
                case FileKind.Link:
                    elsewhere.Add(name);
                    break;
                default:
                    odd.Add(name);
                    break;
            }
        }

        var metadata = files.Find(file => file.Name == MetadataName);
        files.RemoveAll(file => file.Name == MetadataName);
        var warnings = new List<string>();
        Warn(warnings, folders, "Folders in output are not uploaded, only files at its top level", "Have the gear zip them");
        Warn(warnings, elsewhere, $"Links in output that lead out of {GearFolder.InContainer}, or nowhere, are not uploaded", "Have the gear copy the files");
        Warn(warnings, odd, "Pipes, sockets, devices and files with unreadable names in output are not uploaded", "Have the gear write plain files");
        if (files.Count > SiteFileLimit)
        {
            warnings.Add($"The gear wrote {files.Count} files; sites keep at most {SiteFileLimit} per job and may refuse more. Have the gear zip them.");
        }

        return ReadMetadata(metadata, out var content) is { } fault
            ? new(files, null, warnings, fault)
            : new(files, content, warnings, null);
    }

    private static string? ReadMetadata(OutputFile? file, out JsonObject? content)
    {
        content = null;
        if (file is null)
        {
            return null;
        }

        if (file.Size > MaxMetadataBytes)
        {
            return $"The gear's {MetadataName} has {file.Size} bytes; a site takes at most {MaxMetadataBytes}, so its metadata could not be stored. Have the gear write what is large into a file of its own.";
        }

        try
        {
            using var stream = File.OpenRead(file.Path);
            content = JsonNode.Parse(stream) as JsonObject;
            return content is null ? $"The gear's {MetadataName} is not a JSON object, so its metadata could not be stored." : null;
        }
        catch (JsonException e)
        {
            return $"The gear's {MetadataName} is not valid JSON (line {e.LineNumber + 1}), so its metadata could not be stored.";
        }
    }

    private static void Warn(List<string> warnings, List<string> names, string what, string remedy)
    {
        if (names.Count > 0)
        {
            var shown = string.Join(", ", names.Take(MaxNamesShown).Select(name => $"'{name}'"));
            warnings.Add($"{what}: {shown}{(names.Count > MaxNamesShown ? $" and {names.Count - MaxNamesShown} more" : "")}. {remedy}.");
        }
    }
}
