namespace HpcClient.Settings.Folder;

/// <summary>
/// The folder of one installation: where the Python client kept <c>settings/</c> and <c>logs/</c>, and where we keep
/// <c>state/</c> beside them.
/// </summary>
public sealed record WorkFolder
{
    /// <summary>Describes the folder at <paramref name="root"/>; nothing is read or made.</summary>
    public WorkFolder(string root) => Root = Path.GetFullPath(root);

    /// <summary>Full path of the folder.</summary>
    public string Root { get; }

    /// <summary><c>settings/</c></summary>
    public string Settings => Path.Combine(Root, "settings");

    /// <summary><c>settings/cast.yml</c></summary>
    public string CastFile => Path.Combine(Settings, "cast.yml");

    /// <summary><c>settings/credentials.sh</c>: holds the drone secret, mode 0600.</summary>
    public string CredentialsFile => Path.Combine(Settings, "credentials.sh");

    /// <summary><c>settings/registries.yml</c>: logins of registries, mode 0600; need not be there.</summary>
    public string RegistriesFile => Path.Combine(Settings, "registries.yml");

    /// <summary><c>settings/start-cast.sh</c>: what cron starts.</summary>
    public string StartFile => Path.Combine(Settings, "start-cast.sh");

    /// <summary><c>logs/generated/</c>: the job scripts.</summary>
    public string Generated => Path.Combine(Root, "logs", "generated");

    /// <summary><c>logs/queue/</c>: what the scheduler writes of each job.</summary>
    public string Queue => Path.Combine(Root, "logs", "queue");

    /// <summary><c>logs/temp/</c>: where the engine is started; holds the <c>engine</c> link.</summary>
    public string Temp => Path.Combine(Root, "logs", "temp");

    /// <summary><c>logs/temp/engine</c></summary>
    public string EngineLink => Path.Combine(Temp, "engine");

    /// <summary><c>state/</c>: ledger, claims and end records, mode 0700.</summary>
    public string State => Path.Combine(Root, "state");

    /// <summary><c>state/ledger.db</c></summary>
    public string LedgerFile => Path.Combine(State, "ledger.db");

    /// <summary><c>state/claims/</c></summary>
    public string Claims => Path.Combine(State, "claims");

    /// <summary><c>state/ends/</c></summary>
    public string Ends => Path.Combine(State, "ends");

    /// <summary><c>state/attempts/</c></summary>
    public string Attempts => Path.Combine(State, "attempts");

    /// <summary><c>state/local/</c>: what the <c>local</c> scheduler keeps.</summary>
    public string LocalScheduler => Path.Combine(State, "local");

    /// <summary><c>state/doctor/</c>: what engines found on nodes where <c>doctor --deep</c> sent them.</summary>
    public string Doctor => Path.Combine(State, "doctor");

    /// <summary>The job script of one Flywheel job.</summary>
    public string ScriptOf(string jobId) => Path.Combine(Generated, $"job-{jobId}.sh");

    /// <summary>The scheduler's log of one Flywheel job.</summary>
    public string QueueLogOf(string jobId) => Path.Combine(Queue, $"job-{jobId}.txt");

    /// <summary>The claim of one Flywheel job.</summary>
    public string ClaimOf(string jobId) => Path.Combine(Claims, $"{jobId}.json");

    /// <summary>The end record of one Flywheel job.</summary>
    public string EndOf(string jobId) => Path.Combine(Ends, $"{jobId}.json");

    /// <summary>What the engine is told of the latest submission of one Flywheel job.</summary>
    public string AttemptOf(string jobId) => Path.Combine(Attempts, $"{jobId}.json");

    /// <summary>What an engine found on the node where a probe of <c>doctor --deep</c> sent it.</summary>
    public string NodeReportOf(string probeId) => Path.Combine(Doctor, $"{probeId}.json");

    /// <summary>The image that such an engine is to fetch; there only where one was named.</summary>
    public string ProbeImageOf(string probeId) => Path.Combine(Doctor, $"{probeId}.image");

    /// <summary>A path that a setting names: a relative one counts from <see cref="Root"/>. Null stays null.</summary>
    public string? PathOf(string? named) => named is null ? null : Path.Combine(Root, named);
}
