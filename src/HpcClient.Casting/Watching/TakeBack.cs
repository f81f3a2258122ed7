using HpcClient.Casting.Ledger;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Watching;

/// <summary>
/// Takes jobs back from the scheduler that nobody wants any more. They stay on the books until the scheduler says that they
/// are gone: until then nothing may take their place.
/// </summary>
/// <param name="folder">Where end records lie.</param>
/// <param name="site">For its clock.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="scheduler">The scheduler.</param>
/// <param name="context">Clock and log.</param>
public sealed class TakeBack(WorkFolder folder, IJobSite site, LedgerStore ledger, IScheduler scheduler, WatchContext context)
{
    // An engine ends its job at the site a moment before it leaves its end record.
    private static readonly TimeSpan EngineIsAtIt = TimeSpan.FromSeconds(30);

    /// <summary>Takes back a job that may be over at the site.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="job">As the site has it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether something was written; false where nothing is to be done, or not yet.</returns>
    public async Task<bool> TryAsync(LedgerEntry entry, FlywheelJob job, CancellationToken cancellationToken) =>
        job.State.IsFinal() && !IsEnginesDoing(entry, job)
        && (entry.State == LedgerState.Admitted ? Settle(entry, job.State) : await TakeAsync(entry, $"the site has it as {job.State.Word()}", cancellationToken));

    /// <summary>Takes a job back.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="why">Half a sentence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether something was written.</returns>
    public async Task<bool> TakeAsync(LedgerEntry entry, string why, CancellationToken cancellationToken)
    {
        // Of an unconfirmed submission nobody knows yet what to cancel: its name is being looked up. And a number under
        // which the last poll did not find it may be another job's by now.
        if (entry.SchedulerJobId is not { } id || entry.MissingSince is not null)
        {
            return false;
        }

        if (await scheduler.CancelAsync(id, cancellationToken) is { } fault)
        {
            context.Log.LogWarning("Job {JobId} is to be taken out of {Scheduler} ({Why}), and its job {SchedulerId} there could not be cancelled: {Fault}", entry.JobId, scheduler.Name, why, id, fault);
            return false;
        }

        ledger.Write(entry with { CancelledAt = context.Time.GetUtcNow(), Reason = why }, $"{why}: its {scheduler.Name} job {id} is being cancelled");
        context.Log.LogInformation("Job {JobId} ({Gear}) is taken out of {Scheduler}: {Why}.", entry.JobId, entry.Gear, scheduler.Name, why);
        return true;
    }

    /// <summary>Cancels once more what is still there after a while.</summary>
    public async Task RepeatAsync(IEnumerable<LedgerEntry> cancelled, CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        foreach (var entry in cancelled.Where(e => (now - e.CancelledAt!.Value).Duration() >= context.CancelAgainAfter && e is { SchedulerJobId: not null, MissingSince: null }).ToList())
        {
            if (await scheduler.CancelAsync(entry.SchedulerJobId!, cancellationToken) is { } fault)
            {
                context.Log.LogWarning("{Fault}", fault);
            }

            ledger.Note(entry with { CancelledAt = now });
        }
    }

    // The scheduler does not have it. An engine that was cut off may have ended it all the same.
    private bool Settle(LedgerEntry entry, JobState state)
    {
        ledger.Write(new LedgerChange(
            entry with { State = state == JobState.Complete ? LedgerState.Reported : LedgerState.Superseded, Succeeded = state == JobState.Complete },
            $"the site has it as {state.Word()}; {scheduler.Name} does not have it")
        {
            VoidsMessages = true,
        });
        return true;
    }

    private bool IsEnginesDoing(LedgerEntry entry, FlywheelJob job) => job.State switch
    {
        JobState.Complete => entry.State != LedgerState.Admitted,
        JobState.Failed => entry.State.IsWithScheduler()
            && (File.Exists(folder.EndOf(entry.JobId)) || context.Time.GetUtcNow() + site.ClockOffset - job.Modified < EngineIsAtIt),
        _ => false,
    };
}
