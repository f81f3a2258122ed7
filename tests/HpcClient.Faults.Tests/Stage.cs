using System.Diagnostics;
using HpcClient.Casting.Ledger;
using HpcClient.Faults.Tests.Cluster;
using HpcClient.Faults.Tests.Machine;
using HpcClient.Faults.Tests.Site;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;

namespace HpcClient.Faults.Tests;

/// <summary>What a scenario plays with: a site behind a faulty wire, a folder of the cluster side, a client, maybe a Slurm.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(3);

    // Seldom, for the suite has two cores: what a scenario waits for at the site is seen there without a sweep.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder;
    private readonly FaultCluster? _slurm;
    private readonly List<string> _jobs = [];
    private readonly Dictionary<string, (string Outcome, int GearRuns)> _expected = [];

    private Stage(Scenario scenario, FlywheelSite site, FaultySite wire, FaultCluster? slurm, TemporaryFolder folder)
    {
        Scenario = scenario;
        _folder = folder;
        _slurm = slurm;
        Site = site;
        Wire = wire;
        Folder = new(folder.In("hpc"));
        StandIns = new(folder.In("stand-ins"));
        Client = new(Folder.Root, StandIns, slurm?.Environment ?? new Dictionary<string, string?>());
    }

    /// <summary>What is played.</summary>
    public Scenario Scenario { get; }

    /// <summary>The site itself, past the wire.</summary>
    public FlywheelSite Site { get; }

    /// <summary>What the product's calls go through.</summary>
    public FaultySite Wire { get; }

    /// <summary>The product.</summary>
    public Client Client { get; }

    /// <summary>Commands in the place of the scheduler's.</summary>
    public StandInCommands StandIns { get; }

    /// <summary>The folder that is swept.</summary>
    public WorkFolder Folder { get; }

    /// <summary>All that the scenario has on disk.</summary>
    public string Root => _folder.Path;

    /// <summary>The Slurm of a scenario that plays on one.</summary>
    public FaultCluster Slurm => _slurm ?? throw new InvalidOperationException("a scenario on the local scheduler has no Slurm");

    /// <summary>Whether there is a Slurm.</summary>
    public bool HasSlurm => _slurm is not null;

    /// <summary>Ids of the jobs that were launched.</summary>
    public IReadOnlyList<string> Jobs => _jobs;

    /// <summary>Where gears count their runs, a file a job.</summary>
    public string Runs => _folder.In("runs");

    /// <summary>What the last sweep left.</summary>
    public ChildResult? LastSweep { get; private set; }

    private string Gate => _folder.In("gate");

    /// <summary>Sets up a stage for <paramref name="scenario"/>.</summary>
    public static async Task<Stage> SetAsync(Scenario scenario, FaultCluster? slurm)
    {
        var folder = new TemporaryFolder();
        var site = await FlywheelSite.StartAsync(folder.In("site"));
        var stage = new Stage(scenario, site, new FaultySite(() => site.Port), slurm, folder);
        Directory.CreateDirectory(stage.Runs);
        FolderSetup.Make(stage.Folder, new() { Executable = Client.Program }).Fault.ShouldBeNull();
        var scheduler = slurm is null ? "  cluster: local\n" : "  cluster: slurm\n  scheduler_ram: 1G\n";
        var partition = slurm is null || scenario.Settings.Contains("scheduler_partition", StringComparison.Ordinal) ? "" : "  scheduler_partition: work\n";
        DurableFile.Write(stage.Folder.CastFile, $"cast:\n  admin_contact_email: hpc@example.org\n  cast_on_tag: true\n  use_hold_engine: true\n{scheduler}{partition}{scenario.Settings}");
        DurableFile.Write(stage.Folder.CredentialsFile, $"""
            export SCITRAN_RUNTIME_HOST=127.0.0.1
            export SCITRAN_RUNTIME_PORT={stage.Wire.Port}
            export SCITRAN_RUNTIME_INSECURE=1
            export SCITRAN_CORE_DRONE_SECRET={site.Secret}
            export ENGINE_MODULE=host
            export FW_HPC_ALLOW_HOST=1
            export ENGINE_TEMP_DIR={folder.In("scratch")}

            """);
        return stage;
    }

    /// <summary>Launches a job whose gear does <paramref name="script"/> and leaves a file named after <c>$id</c>.</summary>
    public async Task<string> LaunchAsync(string script = "true", params string[] tags)
    {
        var job = await Site.LaunchAsync($"{script}\necho made > output/${{id%%.*}}.txt", Runs, tags);
        _jobs.Add(job);
        return job;
    }

    /// <summary>The same with a gear that goes on only when <see cref="OpenGate"/> is called.</summary>
    public Task<string> LaunchGatedAsync(params string[] tags) => LaunchAsync($"until [ -e '{Gate}' ]; do sleep 0.2; done", tags);

    /// <summary>Kills the engines of this stage, and with them nothing else: their gears are left to the scheduler.</summary>
    public void KillEngines() => Remains.KillEngines(Folder.Root);

    /// <summary>Lets gated gears go on.</summary>
    public void OpenGate() => File.WriteAllText(Gate, "");

    /// <summary>Sweeps once.</summary>
    public async Task<ChildResult> SweepAsync() => LastSweep = await Client.SweepAsync();

    /// <summary>Sweeps, now and then, until <paramref name="condition"/> holds.</summary>
    /// <param name="condition">Asked after each sweep.</param>
    /// <param name="what">What is waited for.</param>
    /// <param name="isWorthIt">Asked between sweeps: true makes the next one come at once.</param>
    public async Task SweepUntilAsync(Func<Task<bool>> condition, string what, Func<Task<bool>>? isWorthIt = null)
    {
        var last = 0L;
        var isFirst = true;
        await Until.TrueAsync(
            async () =>
            {
                if (!isFirst && Stopwatch.GetElapsedTime(last) < SweepInterval && !(isWorthIt is not null && await isWorthIt()))
                {
                    return false;
                }

                isFirst = false;
                await SweepAsync();
                last = Stopwatch.GetTimestamp();
                return await condition();
            },
            what,
            SettleLimit,
            StoryAsync);
    }

    /// <summary>Sweeps until the ledger has the job in <paramref name="state"/>.</summary>
    public Task SweepUntilAsync(string job, LedgerState state) => SweepUntilAsync(() => Task.FromResult(Remembered(job)?.State == state), $"job {job} becomes {state}");

    /// <summary>Sweeps with a client that dies at a transition of the ledger, until it did.</summary>
    public async Task SweepUntilKilledAsync(string dieAt)
    {
        Client.DieAt = dieAt;
        await SweepUntilAsync(
            () =>
            {
                var died = LastSweep!.ExitCode == Client.Killed;
                (!died && _jobs.TrueForAll(job => Remembered(job)?.State.IsFinal() == true)).ShouldBeFalse($"all is over, and the client never came to die {dieAt}");
                return Task.FromResult(died);
            },
            $"the client dies {dieAt}");
        Client.DieAt = null;
    }

    /// <summary>Waits until the job's gear has begun for the <paramref name="time"/>th time.</summary>
    public Task RunsAsync(string job, int time = 1) => Until.TrueAsync(() => Task.FromResult(GearRuns(job) >= time), $"the gear of job {job} runs", SettleLimit, StoryAsync);

    /// <summary>How often the job's gear began, by its own count.</summary>
    public int GearRuns(string job) => File.Exists(Path.Combine(Runs, job)) ? File.ReadLines(Path.Combine(Runs, job)).Count() : 0;

    /// <summary>What the ledger has of a job.</summary>
    public LedgerEntry? Remembered(string job)
    {
        try
        {
            using var ledger = LedgerReader.TryOpen(Folder.LedgerFile);
            return ledger?.Matching(job).SingleOrDefault();
        }
        catch (LedgerFaultException)
        {
            // Being written, or cut off by a kill and not mended yet: asked again.
            return null;
        }
    }

    /// <summary>The job's number at Slurm.</summary>
    public async Task<string> NumberAsync(string job) => (await Slurm.AskAsync("squeue", "-h", "-t", "all", "-o", "%i", $"--name=fw-{job}")).Split('\n')[^1];

    /// <summary>The job's state at Slurm, such as <c>PENDING</c>.</summary>
    public Task<string> PhaseAsync(string job) => Slurm.AskAsync("squeue", "-h", "-t", "all", "-o", "%T", $"--name=fw-{job}");

    /// <summary>Says what must come of one job, where that is not what must come of the others.</summary>
    public void Expect(string job, string outcome, int gearRuns) => _expected[job] = (outcome, gearRuns);

    /// <summary>What must come of a job: its state at the site, and how often its gear ran.</summary>
    public (string Outcome, int GearRuns) ExpectedOf(string job) => _expected.GetValueOrDefault(job, (Scenario.Outcome, Scenario.GearRuns));

    /// <summary>Lets the site fail a job, as its orphan scan does, and its user run it again.</summary>
    /// <returns>The new job.</returns>
    public async Task<string> FailAndRetryAsync(string job)
    {
        var again = await Site.FailAndRetryAsync(job);
        _jobs.Add(again);
        return again;
    }

    /// <summary>Sweeps until nothing is left to do.</summary>
    public Task SettleAsync() => SweepUntilAsync(
        async () => _jobs.TrueForAll(job => Remembered(job)?.State.IsFinal() == true) && await AreOverAtSiteAsync(), "all jobs are over", AreOverAtSiteAsync);

    private async Task<bool> AreOverAtSiteAsync()
    {
        foreach (var job in _jobs)
        {
            if (await Site.StateAsync(job) is not ("complete" or "failed" or "cancelled"))
            {
                return false;
            }
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await Wire.DisposeAsync();
        await Site.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>What is known, for whoever has to find out why a scenario failed.</summary>
    public async Task<string> StoryAsync()
    {
        var story = new StringWriter();
        await story.WriteLineAsync($"last sweep: {LastSweep?.ExitCode} {LastSweep?.Error}{LastSweep?.Out}");
        foreach (var job in _jobs)
        {
            await story.WriteLineAsync($"{job}: {await Site.StateAsync(job)} at the site, {Remembered(job)}, {GearRuns(job)} runs\n{await Site.LogAsync(job)}");
            var queueLog = Folder.QueueLogOf(job);
            await story.WriteLineAsync(File.Exists(queueLog) ? await File.ReadAllTextAsync(queueLog) : "no queue log");
        }

        await story.WriteLineAsync(string.Join('\n', Wire.Calls.TakeLast(25).Select(call => $"{call.Status} {call.Name}")));
        return story.ToString();
    }
}
