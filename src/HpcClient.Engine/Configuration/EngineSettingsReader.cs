using HpcClient.Engine.Claiming;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Images;
using HpcClient.Settings.Resources;

namespace HpcClient.Engine.Configuration;

/// <summary>Reads the engine's settings and names all faults at once.</summary>
internal static class EngineSettingsReader
{
    /// <summary>Reads settings from <paramref name="environment"/>.</summary>
    public static IReadOnlyList<string> Read(
        IReadOnlyDictionary<string, string> environment, string workingFolder, out EngineSettings? settings)
    {
        settings = null;
        var faults = new List<string>();
        string? Value(string name) => environment.GetValueOrDefault(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

        if (SiteAddress.Read(Value("SCITRAN_RUNTIME_HOST"), Value("SCITRAN_RUNTIME_PORT"), Value("SCITRAN_RUNTIME_INSECURE") == "1", out var address) is { } fault)
        {
            faults.Add(fault);
        }

        var secret = Value(EngineSettings.SecretVariable);
        if (secret is null)
        {
            faults.Add($"{EngineSettings.SecretVariable} is not set. Set it to your site's drone secret, in settings/credentials.sh (mode 0600).");
        }

        var runtime = ReadRuntime(Value("ENGINE_MODULE"), faults);
        var root = Value("FW_HPC_FOLDER") ?? Derive(workingFolder);
        var temp = Value("ENGINE_TEMP_DIR");
        var cache = Value("ENGINE_CACHE_DIR");
        foreach (var (name, folder) in new[] { ("FW_HPC_FOLDER", Value("FW_HPC_FOLDER")), ("ENGINE_TEMP_DIR", temp), ("ENGINE_CACHE_DIR", cache) })
        {
            if (folder is not null && !folder.StartsWith('/'))
            {
                faults.Add($"{name} is '{folder}', which is not an absolute path. Start it with '/'.");
            }
        }

        var cast = Cast(root);
        if (SiteNetwork.Read(environment, root is null ? null : new WorkFolder(root).PathOf(cast?.CaBundle), out var network) is { } networkFault)
        {
            faults.Add(networkFault);
        }

        var images = (Value("ENGINE_IMAGE_FOLDERS") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var folder in images.Where(folder => !folder.StartsWith('/')))
        {
            faults.Add($"ENGINE_IMAGE_FOLDERS names '{folder}', which is not an absolute path. Start it with '/'.");
        }

        if (faults.Count > 0)
        {
            return faults;
        }

        var state = root is null ? null : new WorkFolder(root).State;
        temp ??= state is null ? Path.Combine(Value("TMPDIR") ?? "/tmp", "fw-hpc-engine") : Path.Combine(state, "engine", "temp");
        cache ??= state is null ? Path.Combine(temp, "cache") : Path.Combine(state, "engine", "cache");
        settings = new()
        {
            Site = new SiteAccess(address!, new DroneSecret(secret!)) { Network = network! },
            Runtime = runtime,
            AllowHost = Value("FW_HPC_ALLOW_HOST") == "1",
            Folder = new WorkFolder(root ?? temp),
            CacheFolder = cache,
            TempFolder = temp,
            ImageFolders = images,
            DirectTransfers = Value("ENGINE_SIGNED_URLS") is "1" or "true",
            Images = Images(root, cast),
            Scheduler = SchedulerIdentity.From(environment),
            SchedulerEnd = long.TryParse(Value("SLURM_JOB_END_TIME"), out var end) ? DateTimeOffset.FromUnixTimeSeconds(end) : null,
            Resources = AllottedResources.From(environment),
            MemoryCountsForEachCpu = Value("SLURM_MEM_PER_NODE") is null
                && (Value("SLURM_MEM_PER_CPU") is not null || MemoryAmount.CountsForEachCpu(SchedulerIdentity.From(environment)?.Scheduler ?? "")),
            Nonce = Value("FW_HPC_NONCE"),
        };
        return faults;
    }

    // Faults in the folder's settings are the client's to tell: a job that runs already must not end over a key of the
    // next sweep. Of a faulty file the sound keys count.
    private static CastSettings? Cast(string? root) => root is null ? null : CastSettingsReader.ReadSound(new WorkFolder(root).CastFile);

    private static ImageSettings Images(string? root, CastSettings? cast) => cast is null || root is null
        ? new()
        : cast.Images with { SifFolder = new WorkFolder(root).PathOf(cast.Images.SifFolder) };

    private static RuntimeChoice ReadRuntime(string? module, List<string> faults)
    {
        switch (module?.ToLowerInvariant())
        {
            case null or "auto":
                return RuntimeChoice.Auto;
            case "apptainer" or "singularity":
                return RuntimeChoice.Apptainer;
            case "podman":
                return RuntimeChoice.Podman;
            case "host":
                return RuntimeChoice.Host;
            default:
                faults.Add($"ENGINE_MODULE is '{module}'. Set it to apptainer, singularity, podman, host or auto.");
                return RuntimeChoice.Auto;
        }
    }

    // Templates of the Python client start the engine in logs/temp of the folder.
    private static string? Derive(string workingFolder)
    {
        var root = Path.GetFullPath(Path.Combine(workingFolder, "..", ".."));
        return Path.GetFileName(workingFolder) == "temp" && File.Exists(Path.Combine(root, "settings", "cast.yml")) ? root : null;
    }
}
