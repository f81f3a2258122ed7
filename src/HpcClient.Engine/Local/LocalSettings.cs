using HpcClient.Engine.Configuration;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Settings.Folder;

namespace HpcClient.Engine.Local;

/// <summary>Makes the engine's settings for a run without a site.</summary>
internal static class LocalSettings
{
    /// <summary>The settings.</summary>
    /// <param name="environment">Variables of this process.</param>
    /// <param name="runtime">The runtime that is asked for.</param>
    /// <param name="image">The image.</param>
    /// <param name="temp">Folder for this run alone.</param>
    public static EngineSettings Of(IReadOnlyDictionary<string, string> environment, RuntimeChoice runtime, LocalImage image, string temp) => new()
    {
        Site = null,

        // A proxy or authority that makes no sense is told when a registry cannot be reached.
        Network = SiteNetwork.Read(environment, null, out var network) is null ? network! : SiteNetwork.Direct,
        Runtime = runtime,
        Folder = new WorkFolder(temp),
        TempFolder = temp,
        CacheFolder = Value(environment, "ENGINE_CACHE_DIR")
            ?? Path.Combine(Value(environment, "XDG_CACHE_HOME") ?? (Value(environment, "HOME") is { } home ? Path.Combine(home, ".cache") : Path.GetTempPath()), "fw-hpc-client"),
        ImageFolders = image.Folder is { } folder ? [folder] : [],
        Resources = AllottedResources.From(environment),
    };

    private static string? Value(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.TryGetValue(name, out var text) && text.StartsWith('/') ? text : null;
}
