using System.Globalization;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Containers;
using HpcClient.EmbeddedSite.Gears;
using HpcClient.EmbeddedSite.Http;
using HpcClient.EmbeddedSite.Json;
using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite.Jobs;

/// <summary>Moves jobs from state to state, with all that belongs to a move.</summary>
internal sealed class JobLifecycle(SiteState site)
{
    /// <summary>A final state is frozen: 400 on anything that would change the job.</summary>
    public static void RequireNotOver(JsonObject job)
    {
        if (JobStateWord.IsFinal(JobTable.StateOf(job)))
        {
            throw RequestRefused.BadInput($"Cannot mutate a job that is {JobTable.StateOf(job)}.");
        }
    }

    /// <summary>The heartbeat.</summary>
    public void Touch(DatabaseSession session, JsonObject job)
    {
        RequireNotOver(job);
        job["modified"] = site.Clock.Stamp();
        JobTable.Put(session, job);
    }

    /// <summary>pending → running: the request is made now.</summary>
    public void Start(DatabaseSession session, JsonObject job, string by)
    {
        RequireMove(job, JobStateWord.Running);
        var gear = GearTable.Find(session, job.Text("gear_id")!) ?? throw RequestRefused.BadInput($"The job's gear {job.Text("gear_id")} is gone.");
        job["request"] = RequestBuilder.Build(session, job, gear);
        Enter(session, job, JobStateWord.Running);
        JobLogTable.AddSystem(session, JobTable.IdOf(job), $"Gear {GearTable.NameOf(gear)}, version {GearTable.VersionOf(gear)}: started by {by}.");
    }

    /// <summary>Any move but the start, and staying.</summary>
    public void Move(DatabaseSession session, JsonObject job, string to, string? reason = null)
    {
        RequireMove(job, to);
        if (to == JobTable.StateOf(job))
        {
            Touch(session, job);
            return;
        }

        if (to == JobStateWord.Failed && reason is not null)
        {
            job["failure_reason"] = reason;
        }

        Enter(session, job, to);
        KeyTable.RemoveOfJob(session, JobTable.IdOf(job));
        if (to == JobStateWord.Failed && site.Options.RetryOnFail)
        {
            RetryIfAttemptsAreLeft(session, job);
        }
    }

    /// <summary>A new pending job that does the same; the old one remembers that it was retried.</summary>
    public JsonObject Retry(DatabaseSession session, JsonObject old)
    {
        if (old["retried"] is not null)
        {
            throw RequestRefused.BadInput($"Job {JobTable.IdOf(old)} has been retried already.");
        }

        var job = (JsonObject)old.DeepClone();
        foreach (var gone in (string[])["request", "saved_files", "produced_metadata", "failure_reason", "retried", "transitions"])
        {
            job.Remove(gone);
        }

        var profile = old.Map("profile");
        job["id"] = site.Clock.NewId();
        job["state"] = JobStateWord.Pending;
        job["attempt"] = (old.Whole("attempt") ?? 1) + 1;
        job["previous_job_id"] = JobTable.IdOf(old);
        job["saved_files"] = new JsonArray();
        job["transitions"] = new JsonObject();
        job["profile"] = new JsonObject
        {
            ["total_input_files"] = profile?.Whole("total_input_files") ?? 0,
            ["total_input_size_bytes"] = profile?.Whole("total_input_size_bytes") ?? 0,
        };
        job["created"] = site.Clock.Stamp();
        job["modified"] = site.Clock.Stamp();
        JobTable.Put(session, job);
        old["retried"] = site.Clock.Stamp();
        JobTable.Put(session, old);
        if (job.Map("destination") is { } destination && destination.Text("type") == ContainerLevel.Analysis
            && DocumentTable.Find(session, ContainerLevel.Analysis, destination.Text("id")!) is { } analysis)
        {
            analysis["job"] = JobTable.IdOf(job);
            ContainerTable.Put(session, ContainerLevel.Analysis, analysis);
        }

        return job;
    }

    public JsonObject? RetryIfAttemptsAreLeft(DatabaseSession session, JsonObject job) =>
        (job.Whole("attempt") ?? 1) < site.Options.MaxRetries && job["retried"] is null ? Retry(session, job) : null;

    private static void RequireMove(JsonObject job, string to)
    {
        RequireNotOver(job);
        var from = JobTable.StateOf(job);
        if (!JobStateWord.Allows(from, to))
        {
            // Sites answer 500 here, and clients are written for that.
            throw new RequestRefused(500, $"Mutating job from {from} to {to} not allowed.");
        }
    }

    private void Enter(DatabaseSession session, JsonObject job, string state)
    {
        var transitions = job.Map("transitions") ?? [];
        job["transitions"] = transitions;
        if (JobStateWord.IsFinal(state) && transitions.Text(JobStateWord.Running) is { } started)
        {
            var profile = job.Map("profile") ?? [];
            profile["total_time_ms"] = (long)(site.Clock.Now - DateTimeOffset.Parse(started, CultureInfo.InvariantCulture)).TotalMilliseconds;
            job["profile"] = profile;
        }

        job["state"] = state;
        var now = site.Clock.Stamp();
        transitions[state] = now;
        job["modified"] = now;
        JobTable.Put(session, job);
    }
}
