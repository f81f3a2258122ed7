using HpcClient.Engine.Outputs;

namespace HpcClient.Engine.Local;

/// <summary>Copies what a gear left to a folder, in the place of an upload.</summary>
internal static class LocalOutputs
{
    private const string MetadataName = ".metadata.json";

    /// <summary>Copies what a site would get, and the metadata as the gear wrote it.</summary>
    /// <returns>Names of the files.</returns>
    public static IReadOnlyList<string> Copy(OutputSet outputs, string gearFolder, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in outputs.Files)
        {
            File.Copy(file.Path, Path.Combine(folder, file.Name), overwrite: true);
        }

        if (GearPath.Resolve(gearFolder, Path.Combine("output", MetadataName)) is { } metadata)
        {
            File.Copy(metadata, Path.Combine(folder, MetadataName), overwrite: true);
        }

        return [.. outputs.Files.Select(file => file.Name)];
    }
}
