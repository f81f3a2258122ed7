using System.Text.Json.Nodes;
using HpcClient.Gears.Reading;

namespace HpcClient.Commands.Gears;

/// <summary>Reads the gear that a command is about; one with faults is not gone on with.</summary>
internal static class GearReader
{
    /// <summary>The manifest; null when it has faults, which are then told.</summary>
    public static JsonObject? Read(string path)
    {
        var reading = ManifestFile.Read(path);
        if (reading.IsValid)
        {
            return reading.Manifest;
        }

        ManifestReport.Write(reading, Console.Error);
        if (!Path.Exists(path))
        {
            Console.Error.WriteLine("Gears of the embedded site are launched by: fw-hpc-client site gear run");
        }

        return null;
    }

    /// <summary>The folder of the gear at <paramref name="path"/>.</summary>
    public static string FolderOf(string path) => Directory.Exists(path) ? Path.GetFullPath(path) : Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
}
