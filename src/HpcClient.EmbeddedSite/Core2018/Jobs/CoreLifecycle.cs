using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Jobs;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Core2018.Jobs;

/// <summary>Moves jobs from state to state, and retries them, as the core of 2018 did.</summary>
internal sealed class CoreLifecycle(SiteState site)
{
    /// <summary>A change of a job; each is a heartbeat. From a final state there is none.</summary>
    public void Change(DatabaseSession session, JsonObject job, string? state = null)
    {
        JobLifecycle.RequireNotOver(job);
        var from = JobTable.StateOf(job);
        if (state is not null && !JobStateWord.Allows(from, state))
        {
            throw new RequestRefused(500, $"Mutating job from {from} to {state} not allowed.");
        }

        Set(session, job, state ?? from, touch: true);
    }

    /// <summary>Sets a state without asking; the orphan scan leaves the heartbeat's time as it is.</summary>
    public void Set(DatabaseSession session, JsonObject job, string state, bool touch)
    {
        job["state"] = state;
        if (touch)
        {
            job["modified"] = site.Clock.Stamp();
        }

        JobTable.Put(session, job);
        if (JobStateWord.IsFinal(state))
        {
            KeyTable.RemoveOfJob(session, JobTable.IdOf(job));
        }
    }

    /// <summary>Hands a job out: its request is made now, unless it brings one from the job that it retries.</summary>
    public void HandOut(DatabaseSession session, JsonObject job)
    {
        WithRequest(session, job);
        Change(session, job, JobStateWord.Running);
    }

    public static void WithRequest(DatabaseSession session, JsonObject job)
    {
        if (job["request"] is null)
        {
            var gear = GearTable.Find(session, job.Text("gear_id")!) ?? throw RequestRefused.BadInput($"Could not find gear {job.Text("gear_id")}");
            job["request"] = RequestBuilder.Build(session, job, gear);
        }
    }

    /// <summary>A copy that waits again; what the old one produced, and the ids in its request, come along.</summary>
    public JsonObject Retry(DatabaseSession session, JsonObject old)
    {
        if (JobTable.StateOf(old) != JobStateWord.Failed)
        {
            throw new RequestRefused(500, "Can only retry a job that is failed");
        }

        if (old.Text("retried_as") is { } known)
        {
            throw new RequestRefused(500, $"Job {JobTable.IdOf(old)} has already been retried as {known}");
        }

        var job = (JsonObject)old.DeepClone();
        job["id"] = site.Clock.NewId();
        job["state"] = JobStateWord.Pending;
        job["attempt"] = (old.Whole("attempt") ?? 1) + 1;
        job["previous_job_id"] = JobTable.IdOf(old);
        job["created"] = site.Clock.Stamp();
        job["modified"] = site.Clock.Stamp();
        JobTable.Put(session, job);
        old["retried_as"] = JobTable.IdOf(job);
        JobTable.Put(session, old);
        if (job.Map("destination") is { } destination && destination.Text("type") == ContainerLevel.Analysis
            && DocumentTable.Find(session, ContainerLevel.Analysis, destination.Text("id")!) is { } analysis)
        {
            analysis["job"] = JobTable.IdOf(job);
            ContainerTable.Put(session, ContainerLevel.Analysis, analysis);
        }

        return job;
    }
}
