using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.HoldEngine;

/// <summary>Fails running jobs of which nobody has heard for too long, and retries them as new jobs. A completion ticket protects.</summary>
internal sealed class OrphanScan(SiteState site, JobLifecycle lifecycle)
{
    private readonly DateTimeOffset _started = site.Clock.Now;

    /// <returns>How many orphans there were.</returns>
    public int Run() => site.Database.Write(session =>
    {
        if (site.Clock.Now - _started < site.Options.OrphanAfter)
        {
            // While we were down nobody could reach us: silence counts from our start.
            return 0;
        }

        var limit = SiteClock.Stamp(site.Clock.Now - site.Options.OrphanAfter);
        var silent = session.Query("SELECT id FROM jobs WHERE state=$0 AND modified < $1 ORDER BY modified", row => row.GetString(0), JobStateWord.Running, limit);
        var orphans = silent.Where(id => !TicketTable.ProtectsJob(session, id)).ToList();
        foreach (var id in orphans)
        {
            var job = JobTable.Require(session, id);
            JobLogTable.AddSystem(session, id, $"The job did not receive a heartbeat for {site.Options.OrphanAfter.TotalSeconds:0} s and was marked as failed.");
            lifecycle.Move(session, job, JobStateWord.Failed);
            var retry = lifecycle.RetryIfAttemptsAreLeft(session, job);
            JobLogTable.AddSystem(session, id, retry is null ? "It is not retried: no attempts are left." : $"It is retried as job {JobTable.IdOf(retry)}.");
            site.Log($"Job {id} is an orphan{(retry is null ? "" : $", retried as {JobTable.IdOf(retry)}")}.");
        }

        return orphans.Count;
    });
}
