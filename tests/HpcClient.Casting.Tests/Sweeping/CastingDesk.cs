using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Tests.Explaining;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Errors;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>A real folder and ledger with a scripted site and scheduler: for single steps of a sweep, and what they meet seldom.</summary>
internal sealed class CastingDesk : IDisposable
{
    public const string Job = "64b5bce63a26373568590001";
    public const string Other = "64b5bce63a26373568590002";

    private readonly KnownJobs _jobs = new();

    public AnsweringSite Site { get; } = new();

    public ScriptedScheduler Scheduler { get; } = new();

    public RecordedLog Log { get; } = new();

    public WorkFolder Folder => _jobs.Folder;

    public LedgerStore Ledger => _jobs.Ledger;

    public FakeTimeProvider Time => _jobs.Time;

    public DateTimeOffset Now => Time.GetUtcNow();

    public CastSettings Settings { get; set; } = new() { Cluster = "slurm", CastOnTag = true, UseHoldEngine = true };

    public IPriorityRule PriorityRule { get; set; } = new NoPriority();

    public WatchContext Context => new(Time, Log);

    public SweepParts Parts => new(Folder, Settings, Site, Ledger, Scheduler) { Defaults = SchedulerRegistry.Defaults("slurm")!, Context = Context, PriorityRule = PriorityRule };

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A job that was brought to a state, as the ledger has it.</summary>
    public LedgerEntry Has(LedgerState state, Func<LedgerEntry, LedgerEntry>? change = null, string id = Job) => _jobs.Remember(id, state, change: change);

    /// <summary>A job that the scheduler has under a number, with the record of that submission.</summary>
    public LedgerEntry Submitted(string number = "7", LedgerState state = LedgerState.Submitted, Func<LedgerEntry, LedgerEntry>? change = null, string id = Job)
    {
        Has(LedgerState.Intended, entry => entry with { Submissions = 1, Nonce = "nonce-1" }, id);
        Ledger.Note(new LedgerAttempt { JobId = id, Number = 1, Nonce = "nonce-1", Scheduler = "slurm", SchedulerJobId = number, Asked = "little", SubmittedAt = Now });
        return Has(state, entry => (change ?? (e => e))(entry with { SchedulerJobId = number }), id);
    }

    public LedgerEntry Remembered(string id = Job) => Ledger.Find(id).ShouldNotBeNull();

    public LedgerTransition LastRow(string id = Job) => Ledger.History(id)[^1];

    public void Claims(string schedulerJob, string id = Job) => RecordFile.TryClaim(Folder.ClaimOf(id), new()
    {
        JobId = id,
        SchedulerJob = schedulerJob,
        Host = "node1",
        ProcessId = 4,
        At = Now,
        Nonce = "c",
    }).ShouldBeTrue();

    public void Ends(EndOutcome outcome, Func<EndRecord, EndRecord>? change = null, string id = Job) => RecordFile.WriteEnd(Folder.EndOf(id), (change ?? (e => e))(new()
    {
        JobId = id,
        Outcome = outcome,
        Reason = "The gear ended.",
        SiteAcknowledged = false,
        Host = "node1",
        StartedAt = Now,
        EndedAt = Now,
    }));

    public static Observation Seen(SchedulerPhase phase, string number = "7", string id = Job) => new()
    {
        SchedulerJobId = number,
        JobName = $"fw-{id}",
        Phase = phase,
        RawState = phase.ToString().ToUpperInvariant(),
        Witness = "squeue",
    };

    public static SiteException Fault(SiteFault fault) => new(fault, $"The site said {fault}.");

    public void Dispose() => _jobs.Dispose();
}
