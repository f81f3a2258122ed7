using System.Globalization;
using HpcClient.Engine.NodeChecks;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Credentials;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>Room for scratch and images, at the places that the engine's variables name.</summary>
internal static class RoomChecks
{
    private const double Giga = 1e9;
    private const long Little = 20_000_000_000; // an image of some gigabytes, unpacked beside its inputs

    public static IEnumerable<Finding> Run(WorkFolder folder, CastSettings settings, EnvironmentValues environment)
    {
        yield return settings.Scratch.StartsWith('/') && !environment.ContainsKey("ENGINE_TEMP_DIR")
            ? Finding.Skipped("scratch", $"It is {settings.Scratch} on the nodes ('scratch' in cast.yml), which --deep looks at.")
            : At("scratch", "ENGINE_TEMP_DIR", folder, environment, "temp");
        yield return At("images", "ENGINE_CACHE_DIR", folder, environment, "cache");
    }

    /// <summary>A finding on a folder.</summary>
    public static Finding Of(string name, string tried, FolderReport found, string setting)
    {
        var free = found.FreeBytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Giga:0.0} GB free") : "free space unknown";
        var what = $"{found.Path}: {free}{(found.Kind is { } kind ? $", {kind}" : "")}";
        return found.Fault is { } fault
            ? Finding.Failed(name, tried, $"{found.Path} cannot be used: {fault.TrimEnd('.')}.", $"Set {setting} in credentials.sh to a folder that this user may write to.")
            : found.FreeBytes < Little
                ? Finding.Warning(name, tried, $"{what}. That is little for inputs, outputs and images.", $"Set {setting} in credentials.sh to a larger folder.")
                : Finding.Ok(name, tried, $"{what}.");
    }

    private static Finding At(string name, string variable, WorkFolder folder, EnvironmentValues environment, string part)
    {
        var path = environment.TryGetValue(variable, out var named) && named.Length > 0 ? named : Path.Combine(folder.State, "engine", part);
        return Of(name, $"wrote a file to {path} ({variable}) on this machine", FolderLook.At(path), variable);
    }
}
