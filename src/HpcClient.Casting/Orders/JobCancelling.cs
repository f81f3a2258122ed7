using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Sweeping;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Orders;

/// <summary>Cancels a job because an operator of the cluster asked for it: at the site, and at the scheduler.</summary>
/// <param name="parts">What it works with.</param>
internal sealed class JobCancelling(SweepParts parts)
{
    /// <summary>Cancels it.</summary>
    /// <returns>Whether it is done or under way, and what to say.</returns>
    public async Task<(bool Done, string Answer)> CancelAsync(LedgerEntry entry, string who, CancellationToken cancellationToken)
    {
        if (entry.State.IsFinal() || entry.State is LedgerState.Ended or LedgerState.Lost)
        {
            return (false, $"Job {entry.JobId} is over already ({entry.State.Word()}), so there is nothing to cancel.");
        }

        var words = $"An operator of the cluster ({SafeText.Of(who)}) cancelled the job.";

        // The word to the site and the change are one transaction; the scheduler comes after it, and is asked again until
        // its job is gone.
        if (entry.State.IsWithScheduler())
        {
            var marked = parts.Ledger.Write(new LedgerChange(entry with { Reason = words }, words, $"asked for by {who}") { Messages = Words(words) });
            await parts.Outbox.DeliverAsync(entry.JobId, cancellationToken);
            return await parts.TakeBack.TakeAsync(marked, words.TrimEnd('.'), cancellationToken)
                ? (true, $"Job {entry.JobId} is cancelled at the site, and its {parts.Scheduler.Name} job {entry.SchedulerJobId} is being cancelled.")
                : (true, $"Job {entry.JobId} is cancelled at the site; its job at {parts.Scheduler.Name} could not be cancelled yet and is tried again with each pass.");
        }

        parts.Ledger.Write(new LedgerChange(entry with { State = LedgerState.Superseded, Succeeded = false, Reason = words }, words, $"asked for by {who}") { Messages = Words(words) });
        await parts.Outbox.DeliverAsync(entry.JobId, cancellationToken);
        return (true, $"Job {entry.JobId} is cancelled; {parts.Scheduler.Name} did not have it.");
    }

    private static MessageDraft[] Words(string words) => [MessageDraft.Log($"fw-hpc-client: {words}"), MessageDraft.State(JobState.Cancelled)];
}
