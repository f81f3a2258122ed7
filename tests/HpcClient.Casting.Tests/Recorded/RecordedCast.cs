using System.Text.Json;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Json;

namespace HpcClient.Casting.Tests.Recorded;

/// <summary>What the Python client 2.0.0rc2 made of a settings file and some jobs.</summary>
public sealed record RecordedCast
{
    private const string FolderMark = "@FOLDER@";

    public required string CastYml { get; init; }

    public required IReadOnlyList<FlywheelJob> Jobs { get; init; }

    /// <summary>Script by job id.</summary>
    public required IReadOnlyDictionary<string, string> Scripts { get; init; }

    /// <summary>The folder with recordings beside the repository, or null.</summary>
    private static string? Folder => Directory.Exists(Repository.PathOf("..", "shared", "golden")) ? Repository.PathOf("..", "shared", "golden") : null;

    /// <summary>Names of the recordings that are there; our own is always.</summary>
    public static IReadOnlyList<string> Names =>
        [OwnRecording.Name, .. Folder is { } folder ? Directory.EnumerateFiles(folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal) : Enumerable.Empty<string>()];

    public static RecordedCast Read(string name, string folder)
    {
        var text = name == OwnRecording.Name ? OwnRecording.Json : File.ReadAllText(Path.Combine(Folder!, name + ".json"));
        using var document = JsonDocument.Parse(text);
        var root = document.RootElement;
        return new()
        {
            CastYml = root.GetProperty("cast_yml").GetString()!,
            Jobs = [.. root.GetProperty("jobs").EnumerateArray().Select(j => j.Deserialize(FlywheelJson.Default.FlywheelJob)!)],
            Scripts = root.GetProperty("rc2").GetProperty("scripts").EnumerateObject().ToDictionary(
                s => s.Name["job-".Length..^".sh".Length],
                s => s.Value.GetProperty("text").GetString()!.Replace(FolderMark, folder, StringComparison.Ordinal)),
        };
    }
}
