using System.Collections;
using HpcClient.Engine.Claiming;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Images;

namespace HpcClient.Engine.Configuration;

/// <summary>Settings of one run of the engine; they come from the environment.</summary>
public sealed record EngineSettings
{
    /// <summary>The variable with the site's drone secret.</summary>
    public const string SecretVariable = "SCITRAN_CORE_DRONE_SECRET";

    /// <summary>Site and credential; null where a gear is tried without any.</summary>
    public required SiteAccess? Site { get; init; }

    /// <summary>The way out, for site and registries alike: the machine's own where no site is known.</summary>
    public SiteNetwork Network { get => field ?? Site?.Network ?? SiteNetwork.Direct; init; }

    /// <summary>Which runtime (ENGINE_MODULE). Default auto.</summary>
    public RuntimeChoice Runtime { get; init; }

    /// <summary>Whether FW_HPC_ALLOW_HOST=1 lets auto fall back to no isolation at all.</summary>
    public bool AllowHost { get; init; }

    /// <summary>Where claims and end records lie: FW_HPC_FOLDER, or the folder in whose logs/temp we were started, or the temp folder.</summary>
    public required WorkFolder Folder { get; init; }

    /// <summary>Images and converted images (ENGINE_CACHE_DIR).</summary>
    public required string CacheFolder { get; init; }

    /// <summary>Scratch of the jobs: ENGINE_TEMP_DIR, or as <see cref="ScratchChoice"/> finds it.</summary>
    public required string TempFolder { get; init; }

    /// <summary>Folders below which <c>file://</c> images may lie (ENGINE_IMAGE_FOLDERS, colon list).</summary>
    public IReadOnlyList<string> ImageFolders { get; init; } = [];

    /// <summary>Whether files go straight to and from the site's storage where the site offers it (ENGINE_SIGNED_URLS=1).</summary>
    public bool DirectTransfers { get; init; }

    /// <summary>What cast.yml says about images; defaults where it says nothing, or nothing sound.</summary>
    public ImageSettings Images { get; init; } = new();

    /// <summary>What of the node gears see besides their own (<c>binds</c> in cast.yml).</summary>
    public IReadOnlyList<BindMount> Binds { get; init; } = [];

    /// <summary>Which gears have the node's network (<c>gear_network</c> in cast.yml).</summary>
    public GearNetwork GearNetwork { get; init; }

    /// <summary>What the job's log is to say of these settings; sentences.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>The scheduler's job in which we run, or null when started by hand.</summary>
    public SchedulerIdentity? Scheduler { get; init; }

    /// <summary>When the scheduler ends the job (SLURM_JOB_END_TIME), where it tells.</summary>
    public DateTimeOffset? SchedulerEnd { get; init; }

    /// <summary>What the scheduler gave us.</summary>
    public required AllottedResources Resources { get; init; }

    /// <summary>
    /// Whether what a user asks as memory counts for each CPU: where Slurm says by its variables how the script asked, as
    /// that; else as its default script would.
    /// </summary>
    public bool MemoryCountsForEachCpu { get; init; }

    /// <summary>The submission's nonce (FW_HPC_NONCE), where the script or its submission hands it on.</summary>
    public string? Nonce { get; init; }

    /// <summary>Where <c>/proc</c> is; tests show other control groups there.</summary>
    internal string ProcFolder { get; init; } = "/proc";

    /// <summary>Times and sizes.</summary>
    public EngineLimits Limits { get; init; } = new();

    /// <summary>
    /// Reads the settings of this process, then takes the drone secret out of what its children inherit and closes the
    /// process to others of the same user.
    /// </summary>
    /// <param name="settings">The settings, when there is no fault.</param>
    /// <returns>All faults, one sentence each.</returns>
    public static IReadOnlyList<string> FromEnvironment(out EngineSettings? settings)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string?)e.Value ?? "", StringComparer.Ordinal);
        Environment.SetEnvironmentVariable(SecretVariable, null);
        HpcClient.Posix.Processes.ProcessSecrecy.Hide();
        return EngineSettingsReader.Read(environment, Environment.CurrentDirectory, out settings);
    }

    /// <summary>Reads the settings that an engine of the installation in <paramref name="folder"/> would have.</summary>
    /// <param name="variables">Variables that its job script sets, the secret included.</param>
    /// <param name="folder">The installation.</param>
    /// <param name="settings">The settings, when there is no fault.</param>
    /// <returns>All faults, one sentence each.</returns>
    public static IReadOnlyList<string> FromVariables(IReadOnlyDictionary<string, string> variables, WorkFolder folder, out EngineSettings? settings) =>
        EngineSettingsReader.Read(
            new Dictionary<string, string>(variables, StringComparer.Ordinal) { ["FW_HPC_FOLDER"] = folder.Root }, folder.Root, out settings);
}
