using System.Text.Json.Nodes;
using HpcClient.Gears.Checking;

namespace HpcClient.Gears.Reading;

/// <summary>The file <c>run</c> of a gear's folder, which is started where the manifest names no command.</summary>
internal static class RunFile
{
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>What is odd about that of <paramref name="folder"/>; null when nothing is, or when it is not needed.</summary>
    public static ManifestFinding? Finding(string folder, JsonObject manifest)
    {
        if (manifest["command"].AsText()?.Trim() is { Length: > 0 } command && command != "./run")
        {
            return null;
        }

        var run = Path.Combine(folder, "run");
        var path = JsonPaths.Member(JsonPaths.Root, "command");
        if (!File.Exists(run))
        {
            return new(FindingKind.Warning, path, null, "The gear is started by ./run, and its folder has no file 'run'.", "Add it, or name another command.");
        }

        return (File.GetUnixFileMode(run) & Executable) == 0
            ? new(FindingKind.Warning, path, null, "The gear is started by ./run, and that file is not executable.", "Run: chmod +x run")
            : null;
    }
}
