using HpcClient.Casting.Ledger;
using HpcClient.Casting.Orders;
using HpcClient.Casting.Retention;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Casting.Sweeping;

/// <summary>
/// One pass over all jobs: what operators asked for, what the site must still learn, what became of those that the scheduler
/// has, what is new (select, admit, plan, promise, submit), and what the site thinks of ours. A job that cannot go on never
/// stops another, and a step that cannot be done never keeps the others from theirs.
/// </summary>
/// <param name="parts">What it works with; nothing is asked or written before <see cref="RunAsync"/>.</param>
public sealed class Sweep(SweepParts parts)
{
    private readonly SweepTally _tally = new(parts.Context.Log);
    private readonly SitePresence _presence = new();

    /// <summary>Runs the sweep. Faults of site, scheduler, settings and folder come back in the report, not as exceptions.</summary>
    public async Task<SweepReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!parts.Settings.DryRun)
            {
                await TryAsync(() => new OrderDesk(parts).CarryOutAsync(cancellationToken));
                await TryAsync(() => parts.Outbox.DeliverAsync(cancellationToken));
                await TryAsync(() => new SchedulerWatch(parts.Ledger, parts.Scheduler, parts.Ends, parts.Context).PollAsync(cancellationToken));
            }

            await TryAsync(() => new NewJobs(parts, _tally, _presence).CastAsync(cancellationToken));
            if (!parts.Settings.DryRun && _tally.Report.Problem is not { Kind: SweepProblemKind.Site })
            {
                await TryAsync(() => new SiteWatch(parts.Site, parts.Ledger, parts.TakeBack, parts.Context).LookAsync(_presence, cancellationToken));
                new LedgerRetention(parts.Folder, parts.Settings, parts.Ledger, parts.Context.Time, parts.Context.Log).Prune();
            }
        }
        catch (LedgerFaultException e)
        {
            _tally.Fail(SweepProblemKind.Folder, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _tally.Fail(SweepProblemKind.Folder, $"The folder '{parts.Folder.Root}' cannot be written: {e.Message} Make room on its disk, or make it writable for you. No job is lost: they are cast with the next sweep.");
        }

        return _tally.Report;
    }

    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (SiteException e)
        {
            _tally.Fail(SweepProblemKind.Site, e.Message);
        }
    }
}
