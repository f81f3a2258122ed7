using HpcClient.Casting.Ledger;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Watching;

/// <summary>
/// Tells the site that jobs live which wait here or in the queue: its orphan scan would take them for dead, since no
/// engine speaks for them yet. From the answer we learn that a job was cancelled there.
/// </summary>
/// <param name="site">The site.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="scheduler">The scheduler, to take cancelled jobs back.</param>
/// <param name="context">Clock, log and interval.</param>
public sealed class QueueHeartbeat(SiteClient site, LedgerStore ledger, IScheduler scheduler, WatchContext context)
{
    /// <summary>Heartbeats at one time.</summary>
    private const int Concurrency = 8;

    /// <summary>Sends the heartbeats that are due.</summary>
    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        var due = ledger.Unfinished()
            .Where(e => e.State is LedgerState.Admitted or LedgerState.Intended or LedgerState.Submitted or LedgerState.Queued)
            .Where(e => now - (e.HeartbeatAt ?? e.CreatedAt) >= context.HeartbeatInterval);
        foreach (var some in due.Chunk(Concurrency))
        {
            // The site is asked side by side; the ledger is written by one.
            var answers = await Task.WhenAll(some.Select(e => BeatAsync(e, cancellationToken)));
            foreach (var (entry, state) in some.Zip(answers))
            {
                await TakeInAsync(entry, state, now, cancellationToken);
            }
        }
    }

    private async Task<JobState?> BeatAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await site.HeartbeatAsync(entry.JobId, cancellationToken);
            return null;
        }
        catch (SiteException e) when (e.Fault is SiteFault.Refused)
        {
            return await StateAsync(entry, cancellationToken);
        }
        catch (SiteException e)
        {
            context.Log.LogWarning("No heartbeat could be sent for job {JobId}: {Reason}", entry.JobId, e.Message);
            return null;
        }
    }

    private async Task<JobState?> StateAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return (await site.GetJobAsync(entry.JobId, cancellationToken)).State;
        }
        catch (SiteException)
        {
            return null;
        }
    }

    private async Task TakeInAsync(LedgerEntry entry, JobState? state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Of an unconfirmed submission nobody knows yet what to cancel: its name is being looked up. And a number under
        // which the last poll did not find it may be another job's by now.
        var unresolved = (entry.State == LedgerState.Intended && entry.SchedulerJobId is null) || entry.MissingSince is not null;
        if (state is not { } final || !final.IsFinal() || unresolved)
        {
            ledger.Note(entry with { HeartbeatAt = now });
            return;
        }

        if (entry.SchedulerJobId is { } id && await scheduler.CancelAsync(id, cancellationToken) is { } fault)
        {
            // Still ours to cancel: the entry stays open and the next poll tries again.
            context.Log.LogWarning("Job {JobId} is {State} at the site, and its {Scheduler} job {SchedulerId} could not be cancelled: {Fault}", entry.JobId, final.Word(), scheduler.Name, id, fault);
            return;
        }

        ledger.Write(entry with { State = LedgerState.Superseded, Succeeded = false }, $"the site has it as {final.Word()}; it was taken out of the queue");
        context.Log.LogInformation("Job {JobId} ({Gear}) is {State} at the site and was taken out of the queue.", entry.JobId, entry.Gear, final.Word());
    }
}
