using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Sweeping;

/// <summary>
/// Keeps a job that the site retries from running beside its earlier self: the earlier one's scheduler job must be gone
/// first. The site retries what it takes for dead, and that may still be at work.
/// </summary>
/// <param name="parts">Ledger, scheduler and log.</param>
internal sealed class EarlierJob(SweepParts parts)
{
    /// <summary>Whether <paramref name="entry"/> must wait for the job that it retries. That one is cancelled then.</summary>
    /// <param name="entry">The job that is about to be planned.</param>
    /// <param name="isNew">Whether it is not in the ledger yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<bool> HoldsAsync(LedgerEntry entry, bool isNew, CancellationToken cancellationToken)
    {
        if (entry.PreviousJobId is not { } id || parts.Ledger.Find(id) is not { } earlier || !earlier.State.IsWithScheduler() || parts.Settings.DryRun)
        {
            return false;
        }

        if (earlier.CancelledAt is null)
        {
            await parts.TakeBack.TakeAsync(earlier, $"the site retries it as job {entry.JobId}", cancellationToken);
        }

        if (isNew)
        {
            var words = $"The job waits until its earlier attempt, job {id}, is gone from {parts.Scheduler.Name}{(earlier.SchedulerJobId is { } number ? $" (job {number} there)" : "")}, so that the two do not run side by side.";
            parts.Ledger.Write(new LedgerChange(entry with { State = LedgerState.Admitted, Reason = words }, "found at the site and admitted", words)
            {
                Messages = [MessageDraft.Log($"fw-hpc-client: {words}")],
            });
            parts.Context.Log.LogInformation("Job {JobId} waits for the end of job {Earlier}, which it retries.", entry.JobId, id);
        }

        return true;
    }
}
