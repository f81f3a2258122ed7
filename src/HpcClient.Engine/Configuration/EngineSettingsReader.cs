using HpcClient.Engine.Claiming;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
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

        var remarks = new List<string>();
        var node = NodeSettings(root, remarks);
        if (SiteNetwork.Read(environment, root is null ? null : new WorkFolder(root).PathOf(node.CaBundle), out var network) is { } networkFault)
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
        var scheduler = SchedulerIdentity.From(environment);
        if (temp is null)
        {
            var shared = state is null ? Path.Combine(Value("TMPDIR") ?? "/tmp", "fw-hpc-engine") : Path.Combine(state, "engine", "temp");
            (temp, var remark) = ScratchChoice.Choose(node.Scratch, environment, scheduler, shared);
            remarks.AddRange(remark is null ? [] : [remark]);
        }

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
            Images = root is null ? new() : node.Images with { SifFolder = new WorkFolder(root).PathOf(node.Images.SifFolder) },
            Binds = node.Binds,
            GearNetwork = node.GearNetwork,
            Remarks = remarks,
            Scheduler = scheduler,
            SchedulerEnd = long.TryParse(Value("SLURM_JOB_END_TIME"), out var end) ? DateTimeOffset.FromUnixTimeSeconds(end) : null,
            Resources = AllottedResources.From(environment),
            MemoryCountsForEachCpu = Value("SLURM_MEM_PER_NODE") is null
                && (Value("SLURM_MEM_PER_CPU") is not null || MemoryAmount.CountsForEachCpu(scheduler?.Scheduler ?? "")),
            Nonce = Value("FW_HPC_NONCE"),
        };
        return faults;
    }

    private static CastSettings NodeSettings(string? root, List<string> remarks)
    {
        var file = root is null ? null : new WorkFolder(root).CastFile;
        if (!File.Exists(file))
        {
            return new() { Cluster = "" };
        }

        var read = CastSettingsReader.ReadForNode(file);
        remarks.AddRange(read.Faults.Select(fault => $"Not used: {fault}"));

        // Who set this wants gears kept from the network, so a misspelt word does not let them in.
        return read.Faults.Any(fault => fault.Key == CastSettings.GearNetworkKey) ? read.Settings! with { GearNetwork = GearNetwork.Capability } : read.Settings!;
    }

    private static RuntimeChoice ReadRuntime(string? module, List<string> faults)
    {
        switch (module?.ToLowerInvariant())
        {
            case null or "auto":
                return RuntimeChoice.Auto;
            case "apptainer":
                return RuntimeChoice.Apptainer;
            case "singularity":
                return RuntimeChoice.Singularity;
            case "podman":
                return RuntimeChoice.Podman;
            case "docker":
                return RuntimeChoice.Docker;
            case "host":
                return RuntimeChoice.Host;
            default:
                faults.Add($"ENGINE_MODULE is '{module}'. Set it to apptainer, singularity, podman, docker, host or auto.");
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
