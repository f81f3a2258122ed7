using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>Fails running jobs of which nobody has heard for too long, and retries them. A completion ticket does not protect here.</summary>
internal sealed class CoreOrphanScan(SiteState site, CoreLifecycle lifecycle)
{
    private readonly DateTimeOffset _started = site.Clock.Now;

    /// <summary>By itself: while we were down nobody could reach us, so silence counts from our start.</summary>
    public int RunByItself() => site.Clock.Now - _started < site.Options.OrphanAfter ? 0 : Run();

    /// <returns>How many orphans there were.</returns>
    public int Run() => site.Database.Write(session =>
    {
        var limit = SiteClock.Stamp(site.Clock.Now - site.Options.OrphanAfter);
        var silent = session.Query("SELECT id FROM jobs WHERE state=$0 AND modified < $1 ORDER BY modified", row => row.GetString(0), JobStateWord.Running, limit);
        foreach (var id in silent)
        {
            var job = CoreJobView.Require(session, id);
            JobLogTable.Add(session, id, JobLogTable.SystemDescriptor, "The job did not report in for a long time and was canceled.");
            lifecycle.Set(session, job, JobStateWord.Failed, touch: false);
            if ((job.Whole("attempt") ?? 1) < site.Options.MaxRetries && job.Text("retried_as") is null)
            {
                var retry = JobTable.IdOf(lifecycle.Retry(session, job));
                JobLogTable.Add(session, id, JobLogTable.SystemDescriptor, $"Retried job as {retry}");
                site.Log($"Job {id} is an orphan, retried as {retry}.");
            }
            else
            {
                site.Log($"Job {id} is an orphan.");
            }
        }

        return silent.Count;
    });
}
