using HpcClient.Scheduling;
using HpcClient.Settings.Images;
using HpcClient.Settings.Policies;

namespace HpcClient.Settings.Cast;

/// <summary>
/// What <c>settings/cast.yml</c> says under <c>cast:</c>: the keys of the Python client, with the same meaning. Null where
/// the file leaves the choice to the scheduler's defaults.
/// </summary>
public sealed record CastSettings
{
    /// <summary>Default of <see cref="UseHoldEngine"/>.</summary>
    public const bool DefaultUseHoldEngine = true;

    /// <summary>Default of <see cref="MaxClaimedJobs"/>.</summary>
    public const int DefaultMaxClaimedJobs = 100;

    /// <summary>Default of <see cref="WhitelistGroup"/>.</summary>
    public const string DefaultWhitelistGroup = "hpc-whitelist";

    /// <summary>Default of <see cref="KeepReportedDays"/>.</summary>
    public const int DefaultKeepReportedDays = 90;

    /// <summary>Default of <see cref="KeepUsageMonths"/>.</summary>
    public const int DefaultKeepUsageMonths = 24;

    /// <summary>Default of <see cref="PollSeconds"/>.</summary>
    public const int DefaultPollSeconds = 60;

    /// <summary>Name of the key of <see cref="GearNetwork"/>.</summary>
    public const string GearNetworkKey = "gear_network";

    /// <summary>Default of <see cref="Scratch"/>: the scheduler's own folder of the job where it makes one, else <see cref="SharedScratch"/>.</summary>
    public const string DefaultScratch = "auto";

    /// <summary>Value of <see cref="Scratch"/> for the folder that all nodes share.</summary>
    public const string SharedScratch = "shared";

    /// <summary><c>cluster</c>: which scheduler takes the jobs, one of <see cref="SchedulerRegistry.Names"/>. Must be given.</summary>
    public required string Cluster { get; init; }

    /// <summary><c>dry_run</c>: write the scripts and show the commands, but submit nothing. Default false.</summary>
    public bool DryRun { get; init; }

    /// <summary><c>admin_contact_email</c>: whom users are told to ask when a job is refused. Default: nobody.</summary>
    public string? AdminContactEmail { get; init; }

    /// <summary><c>group_whitelist</c>: only members of <see cref="WhitelistGroup"/> may run jobs here. Default false.</summary>
    public bool GroupWhitelist { get; init; }

    /// <summary><c>whitelist_group</c>: that group's id, when it is not called <c>hpc-whitelist</c>.</summary>
    public string WhitelistGroup { get; init; } = DefaultWhitelistGroup;

    /// <summary><c>cast_on_tag</c>: take the jobs that are tagged <c>hpc</c>. Excludes <see cref="CastGearWhitelist"/>.</summary>
    public bool CastOnTag { get; init; }

    /// <summary><c>cast_gear_whitelist</c>: take the jobs of these gears, by name. Excludes <see cref="CastOnTag"/>.</summary>
    public IReadOnlyList<string> CastGearWhitelist { get; init; } = [];

    /// <summary><c>filter_tags</c>: of those, only jobs that carry all of these tags. Default: all.</summary>
    public IReadOnlyList<string> FilterTags { get; init; } = [];

    /// <summary><c>show_script_template_values</c>: log the values that a script is made with. Default false.</summary>
    public bool ShowScriptTemplateValues { get; init; }

    /// <summary><c>show_script_template_result</c>: log the finished script. Default false.</summary>
    public bool ShowScriptTemplateResult { get; init; }

    /// <summary>
    /// <c>show_command_template_result</c>, which the Python client spelt <c>show_commnd_template_result</c>: log the finished
    /// submit command. Default false.
    /// </summary>
    public bool ShowCommandTemplateResult { get; init; }

    /// <summary>
    /// <c>use_hold_engine</c>: the site's hold engine has set our jobs to running already; without one we look for
    /// pending jobs. Default true.
    /// </summary>
    public bool UseHoldEngine { get; init; } = DefaultUseHoldEngine;

    /// <summary>
    /// <c>claim_jobs</c>: pending jobs are claimed at the site one by one and run there from then on, so that no other engine of
    /// the site takes them. Excludes <see cref="UseHoldEngine"/>. Default false; a site of 2018 has no other way.
    /// </summary>
    public bool ClaimJobs { get; init; }

    /// <summary>
    /// <c>max_claimed_jobs</c>: where jobs are claimed, how many we hold at most, waiting or
    /// running here, 1 to 10000. Default <see cref="DefaultMaxClaimedJobs"/>.
    /// </summary>
    public int MaxClaimedJobs { get; init; } = DefaultMaxClaimedJobs;

    /// <summary><c>scheduler_ram</c> (1.x: <c>slurm_ram</c>): memory of a job that asks for none itself. Default: the scheduler's.</summary>
    public string? SchedulerRam { get; init; }

    /// <summary><c>scheduler_cpu</c> (1.x: <c>slurm_cpu</c>): CPUs of a job that asks for none itself. Default: the scheduler's.</summary>
    public string? SchedulerCpu { get; init; }

    /// <summary>What else jobs get by default, and what they may ask for: the keys <c>scheduler_…</c>, <c>max_…</c> and <c>allowed_…</c>.</summary>
    public ResourceRules Resources { get; init; } = new();

    /// <summary><c>on_end</c>: what is done when a job ended at the scheduler without a result. Default: the site is told.</summary>
    public EndPolicies OnEnd { get; init; } = new();

    /// <summary>
    /// <c>keep_reported_days</c>: for how many days the ledger keeps a job after the site has acknowledged its end, 1 to
    /// 3650. Default <see cref="DefaultKeepReportedDays"/>.
    /// </summary>
    public int KeepReportedDays { get; init; } = DefaultKeepReportedDays;

    /// <summary>
    /// <c>keep_usage_months</c>: for how many months one row of usage stays for each job, which <c>report</c> reads, 1 to
    /// 240. Default <see cref="DefaultKeepUsageMonths"/>.
    /// </summary>
    public int KeepUsageMonths { get; init; } = DefaultKeepUsageMonths;

    /// <summary>
    /// <c>poll_seconds</c>: longest time between two passes of <c>serve</c>, in seconds, 5 to 3600. Default
    /// <see cref="DefaultPollSeconds"/>.
    /// </summary>
    public int PollSeconds { get; init; } = DefaultPollSeconds;

    /// <summary>
    /// <c>status_port</c>: port on loopback where <c>serve</c> answers <c>/healthz</c> and <c>/metrics</c>, 1024 to 65535.
    /// Default: it does not.
    /// </summary>
    public int? StatusPort { get; init; }

    /// <summary><c>map_job_priority</c>: hand the site's job priority on to the scheduler. Default false.</summary>
    public bool MapJobPriority { get; init; }

    /// <summary><c>fw_priority_map</c>: the scheduler's number for each of the site's priorities. Default: none.</summary>
    public IReadOnlyDictionary<string, int> FwPriorityMap { get; init; } = new Dictionary<string, int>();

    /// <summary><c>priority_as</c>: how the scheduler is given it. Default: as our user may.</summary>
    public PriorityAs PriorityAs { get; init; }

    /// <summary><c>command</c>: the submit command, one Jinja2 template an argument. Default: the scheduler's.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Where the arguments of <see cref="Command"/> stand, for messages; empty when they come from no file.</summary>
    public IReadOnlyList<TextPlace> CommandPlaces { get; init; } = [];

    /// <summary><c>command_script_stdin</c>: hand the script to the command's standard input. Default: as the scheduler needs it.</summary>
    public bool? CommandScriptStdin { get; init; }

    /// <summary><c>script</c>: the job script, a Jinja2 template. Default: the scheduler's.</summary>
    public string? Script { get; init; }

    /// <summary>Where <see cref="Script"/> stands, for messages; null when it comes from no file.</summary>
    public TextPlace? ScriptPlace { get; init; }

    /// <summary><c>script_executable</c>: give the script file the executable bit. Default: as the scheduler needs it.</summary>
    public bool? ScriptExecutable { get; init; }

    /// <summary>What is said about gears' images: the keys <c>image_…</c>, <c>sif_folder</c> and <c>nodes_fetch_images</c>.</summary>
    public ImageSettings Images { get; init; } = new();

    /// <summary>
    /// <c>ca_bundle</c>: PEM file or folder with the only certificate authorities to trust, for the client and its engine;
    /// a relative path counts from the installation's folder. Default: the variables of credentials.sh, else what the
    /// machine trusts.
    /// </summary>
    public string? CaBundle { get; init; }

    /// <summary>
    /// <c>scratch</c>: where running jobs have their folders: <see cref="DefaultScratch"/>, <see cref="SharedScratch"/>, or a
    /// full path on the nodes, in which variables of the job may stand (<c>$USER</c>). ENGINE_TEMP_DIR goes before it.
    /// </summary>
    public string Scratch { get; init; } = DefaultScratch;

    /// <summary><c>binds</c>: what of the nodes gears see besides their own. Default: nothing.</summary>
    public IReadOnlyList<BindMount> Binds { get; init; } = [];

    /// <summary><c>gear_network</c>: which gears have the node's network. Default: all.</summary>
    public GearNetwork GearNetwork { get; init; }
}
