using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.HoldEngine;

/// <summary>One round of the hold engine: pending jobs with its tag become running, and nothing runs them here.</summary>
internal sealed class HoldRound(SiteState site, JobLifecycle lifecycle)
{
    /// <returns>How many jobs were taken.</returns>
    public int Run() => site.Database.Write(session =>
    {
        var taken = 0;
        foreach (var job in JobTable.InState(session, JobStateWord.Pending).Where(job => job.Texts("tags").Contains(site.Options.HoldTag)))
        {
            try
            {
                lifecycle.Start(session, job, "the hold engine, for the HPC cluster");
                taken++;
            }
            catch (RequestRefused e)
            {
                // One broken job must not stop the others; it can never run, so it ends here with its reason.
                JobLogTable.AddSystem(session, JobTable.IdOf(job), $"The job cannot be started: {e.Message}");
                lifecycle.Move(session, job, JobStateWord.Cancelled);
            }
        }

        return taken;
    });
}
