using HpcClient.Casting.Ledger;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Watching;

/// <summary>
/// Looks after our jobs at the site. Its orphan scan would take silent ones for dead: jobs that wait, have lost their node or
/// are about to be submitted again have no engine that speaks for them, so we do. And jobs that are over there are taken back.
/// </summary>
/// <param name="site">The site.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="takeBack">Takes jobs back from the scheduler.</param>
/// <param name="context">Clock, log and times.</param>
public sealed class SiteWatch(IJobSite site, LedgerStore ledger, TakeBack takeBack, WatchContext context)
{
    /// <summary>Calls at one time.</summary>
    private const int Concurrency = 8;

    private DateTimeOffset _now;

    /// <summary>Looks once.</summary>
    /// <param name="presence">What the site's list said in this pass.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task LookAsync(SitePresence presence, CancellationToken cancellationToken)
    {
        _now = context.Time.GetUtcNow();
        var unfinished = ledger.Unfinished().Where(e => e.State is LedgerState.Admitted || e.State.IsWithScheduler()).ToList();
        await takeBack.RepeatAsync(unfinished.Where(e => e.CancelledAt is not null), cancellationToken);
        var due = unfinished.Where(e => e.CancelledAt is null && IsDue(e, presence)).ToList();
        var notes = new List<LedgerEntry>();
        foreach (var some in due.Chunk(Concurrency))
        {
            // The site is asked side by side; the ledger is written by one.
            var answers = await Task.WhenAll(some.Select(entry => AskAsync(entry, presence, cancellationToken)));
            foreach (var (entry, job) in some.Zip(answers))
            {
                if (job is null || !await takeBack.TryAsync(entry, job, cancellationToken))
                {
                    notes.Add(entry with { HeartbeatAt = _now });
                }
            }
        }

        ledger.Note(notes);
    }

    private bool IsDue(LedgerEntry entry, SitePresence presence)
    {
        // A clock that was set back must not silence us.
        var sinceOurs = _now - (entry.HeartbeatAt ?? entry.CreatedAt);
        var oursIsOld = sinceOurs >= context.HeartbeatInterval || sinceOurs < TimeSpan.Zero;
        if (presence.Shows(entry.JobId))
        {
            return presence.LastSign(entry.JobId) is { } sign
                ? (oursIsOld || entry.HeartbeatAt is null) && _now + site.ClockOffset - sign >= context.SilenceAllowed
                : oursIsOld;
        }

        // Absent from the whole list: over there, or without the tag. Else nothing is known, and a running job has its engine.
        return presence.IsWhole || (oursIsOld && entry.State != LedgerState.Running);
    }

    /// <returns>The job, where it is over or was asked for; null when it was sent a heartbeat, or nothing is known.</returns>
    private async Task<FlywheelJob?> AskAsync(LedgerEntry entry, SitePresence presence, CancellationToken cancellationToken)
    {
        try
        {
            if (!presence.Shows(entry.JobId) && presence.IsWhole && await site.GetJobAsync(entry.JobId, cancellationToken) is { State: not JobState.Running and not JobState.Pending } over)
            {
                return over;
            }

            await site.HeartbeatAsync(entry.JobId, cancellationToken);
            return null;
        }
        catch (SiteException e) when (e.Fault is SiteFault.Refused)
        {
            return await StateAsync(entry, cancellationToken);
        }
        catch (SiteException e) when (e.Fault is SiteFault.NotFound)
        {
            return new FlywheelJob { IdField = entry.JobId, StateWord = JobState.Cancelled.Word() };
        }
        catch (SiteException e)
        {
            context.Log.LogWarning("No heartbeat could be sent for job {JobId}: {Reason}", entry.JobId, e.Message);
            return null;
        }
    }

    private async Task<FlywheelJob?> StateAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await site.GetJobAsync(entry.JobId, cancellationToken);
        }
        catch (SiteException)
        {
            return null;
        }
    }
}
