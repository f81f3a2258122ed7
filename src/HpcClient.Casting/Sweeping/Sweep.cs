using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Casting.Sweeping;

/// <summary>
/// One pass over the site's jobs: first what became of those that the scheduler has, then what is new: select, admit,
/// plan, promise, submit. A job that cannot go on never stops another.
/// </summary>
/// <param name="parts">What it works with; nothing is asked or written before <see cref="RunAsync"/>.</param>
public sealed class Sweep(SweepParts parts)
{
    private readonly SweepTally _tally = new(parts.Context.Log);

    /// <summary>Runs the sweep. Faults of site, scheduler, settings and folder come back in the report, not as exceptions.</summary>
    public async Task<SweepReport> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowKnownAsync(cancellationToken);
            await new NewJobs(parts, _tally).CastAsync(cancellationToken);
        }
        catch (SiteException e)
        {
            _tally.Fail(SweepProblemKind.Site, e.Message);
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

    private async Task FollowKnownAsync(CancellationToken cancellationToken)
    {
        if (parts.Settings.DryRun)
        {
            return;
        }

        var reporter = new SiteReporter(parts.Site, parts.Ledger, parts.Context.Log);
        await new SchedulerWatch(parts.Folder, parts.Ledger, parts.Scheduler, reporter, parts.Context).PollAsync(cancellationToken);
        await new QueueHeartbeat(parts.Site, parts.Ledger, parts.Scheduler, parts.Context).BeatAsync(cancellationToken);
    }
}
