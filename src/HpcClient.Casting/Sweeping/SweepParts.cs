using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Submission;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel;
using HpcClient.Posix.Files;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Sweeping;

/// <summary>What a sweep works with.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Settings">cast.yml.</param>
/// <param name="Site">The site.</param>
/// <param name="Ledger">Our memory, with its lease taken.</param>
/// <param name="Scheduler">The scheduler.</param>
public sealed record SweepParts(WorkFolder Folder, CastSettings Settings, IJobSite Site, LedgerStore Ledger, IScheduler Scheduler)
{
    /// <summary>Defaults of the scheduler.</summary>
    public required SchedulerDefaults Defaults { get; init; }

    /// <summary>Clock, log and intervals.</summary>
    public required WatchContext Context { get; init; }

    /// <summary>How the scheduler is given priorities.</summary>
    public IPriorityRule PriorityRule { get; init; } = new NoPriority();

    internal SubmissionStage Submission => new(
        Folder,
        Ledger,
        Scheduler,
        new(
            Settings.ScriptExecutable ?? Defaults.ScriptExecutable ? DurableFile.OwnerScript : DurableFile.OwnerOnly,
            Settings.CommandScriptStdin ?? Defaults.ScriptOnStandardInput),
        new(Folder, new(Settings), Context.Time));

    internal SiteOutbox Outbox => new(Site, Ledger, Context);

    internal JobEnds Ends => new(Folder, Settings, Ledger, Outbox, Context);

    internal TakeBack TakeBack => new(Folder, Site, Ledger, Scheduler, Context);
}
