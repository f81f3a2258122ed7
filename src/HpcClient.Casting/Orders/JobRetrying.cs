using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Casting.Orders;

/// <summary>Runs a job again because an operator asked for it.</summary>
/// <param name="parts">What it works with.</param>
internal sealed class JobRetrying(SweepParts parts)
{
    /// <summary>Retries it: one that is over at the site becomes a new job there, one that waits here is taken up at once.</summary>
    /// <returns>Whether it is done, and what to say.</returns>
    public async Task<(bool Done, string Answer)> RetryAsync(LedgerEntry entry, string who, CancellationToken cancellationToken)
    {
        if (entry.State.IsWithScheduler())
        {
            return (false, $"Job {entry.JobId} is {entry.State.Word()} at {parts.Scheduler.Name}. Cancel it first: fw-hpc-client cancel {entry.JobId}");
        }

        if (entry.State is LedgerState.Seen or LedgerState.Admitted)
        {
            return (true, $"Job {entry.JobId} is submitted with the next pass, as it would have been.");
        }

        if (parts.Ledger.Outbox(entry.JobId).Count > 0)
        {
            return (false, $"The site does not know the end of job {entry.JobId} yet, so it cannot run it again. Try again when it does: fw-hpc-client explain {entry.JobId}");
        }

        try
        {
            var again = await parts.Site.RetryJobAsync(entry.JobId, cancellationToken);
            parts.Ledger.Write(entry, $"the site runs it again as job {again}", $"asked for by {who}");
            return (true, $"The site runs it again as job {again}.");
        }
        catch (SiteException e)
        {
            return (false, $"The site did not run job {entry.JobId} again: {e.Message}");
        }
    }
}
