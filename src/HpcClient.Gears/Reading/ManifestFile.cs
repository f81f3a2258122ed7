using System.Text.Json.Nodes;
using HpcClient.Gears.Checking;

namespace HpcClient.Gears.Reading;

/// <summary>
/// Reads a gear's manifest from its file, its folder, or a document of the gear exchange or of a site, in which it stands under
/// <c>gear</c>.
/// </summary>
public static class ManifestFile
{
    /// <summary>Its name in a gear's folder.</summary>
    public const string Name = "manifest.json";

    /// <summary>A larger file is no manifest: 4 MiB.</summary>
    public const int MaxBytes = 4 << 20;

    /// <summary>Reads and checks the manifest at <paramref name="path"/>, a file or a folder.</summary>
    public static ManifestReading Read(string path)
    {
        var isFolder = Directory.Exists(path);
        var file = isFolder ? Path.Combine(path, Name) : path;
        if (Bytes(file, isFolder, out var bytes) is { } fault)
        {
            return new(file, null, [new(FindingKind.Fault, JsonPaths.Root, null, fault.Problem, fault.Remedy)]);
        }

        var reading = Of(file, bytes);
        return reading.Manifest is { } manifest && isFolder && RunFile.Finding(path, manifest) is { } run
            ? reading with { Findings = [.. reading.Findings, run] }
            : reading;
    }

    /// <summary>Checks the text <paramref name="utf8"/> of <paramref name="file"/>.</summary>
    internal static ManifestReading Of(string file, ReadOnlyMemory<byte> utf8)
    {
        var json = PlacedJsonReader.Read(utf8);
        var findings = new FindingList(json.Places);
        foreach (var fault in json.Faults)
        {
            findings.Add(fault);
        }

        var manifest = json.Root as JsonObject;
        if (manifest is not null)
        {
            var root = JsonPaths.Root;
            if (manifest["gear"] is JsonObject within && !manifest.ContainsKey("name"))
            {
                (manifest, root) = (within, JsonPaths.Member(JsonPaths.Root, "gear"));
            }

            ManifestCheck.Check(manifest, root, findings);
        }
        else if (json.Faults.All(fault => fault.IsWarning))
        {
            findings.Fault(JsonPaths.Root, $"A manifest is an object, and this is {json.Root.Kind()}.", "Write { \"name\": … }: see the gear specification.");
        }

        return new(file, manifest, findings.All);
    }

    private static (string Problem, string Remedy)? Bytes(string file, bool isFolder, out ReadOnlyMemory<byte> bytes)
    {
        bytes = default;
        try
        {
            using var stream = File.OpenRead(file);
            using var memory = new MemoryStream();
            var buffer = new byte[64 * 1024];
            while (memory.Length <= MaxBytes && stream.Read(buffer) is > 0 and var read)
            {
                memory.Write(buffer, 0, read);
            }

            bytes = memory.ToArray();
            return memory.Length > MaxBytes ? ($"The file has more than {MaxBytes >> 20} MiB, so it is no manifest.", "Name the gear's manifest.json.") : null;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return isFolder
                ? ($"The folder holds no {Name}.", "Name the gear's folder, or its manifest.")
                : ("There is no such file.", $"Name the gear's folder, or its {Name}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ($"The file cannot be read: {e.Message}", "Check its rights.");
        }
    }
}
