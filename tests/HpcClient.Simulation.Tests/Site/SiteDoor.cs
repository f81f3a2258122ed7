using System.Runtime.CompilerServices;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Jobs;
using HpcClient.Simulation.Tests.Client;

namespace HpcClient.Simulation.Tests.Site;

/// <summary>The site as one client's process sees it. It may die at every call, before and after the site has done it.</summary>
internal sealed class SiteDoor(World world, Nerves nerves) : IJobSite
{
    private bool _hasAnswered;

    public TimeSpan ClockOffset => _hasAnswered ? world.Weather.SiteClockOffset : TimeSpan.Zero;

    public async IAsyncEnumerable<ListedJob> FindJobsAsync(JobFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        while (true)
        {
            var from = after;
            var page = await Call("list", () => world.Site.Page(filter, from));
            if (page.Count == 0)
            {
                yield break;
            }

            after = page[^1].Id;
            foreach (var job in page)
            {
                yield return world.GoesWrong(world.Weather.SiteFaultRate / 4) ? new ListedJob.Broken(job.Id, "it makes no sense") : new ListedJob.Readable(job.Told());
            }
        }
    }

    public Task<FlywheelJob> GetJobAsync(string jobId, CancellationToken cancellationToken) =>
        Call($"get {jobId[^4..]}", () => world.Site.Job(jobId).Told());

    public Task SetJobStateAsync(string jobId, JobState state, string? failureReason, CancellationToken cancellationToken) =>
        Call($"put {jobId[^4..]} {state}", () => world.Site.Put(jobId, state, Party.Client));

    public Task AddLogsAsync(string jobId, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) =>
        Call($"log {jobId[^4..]}", () => lines.All(line => world.Site.AddLog(jobId, line.Msg, Party.Client)));

    public Task HeartbeatAsync(string jobId, CancellationToken cancellationToken) =>
        Call($"heartbeat {jobId[^4..]}", () =>
        {
            var answer = world.Site.Heartbeat(jobId);
            world.Trace.Say("site", $"has a sign of life of job {jobId[^4..]} from the client");
            return answer;
        });

    public Task<string> RetryJobAsync(string jobId, CancellationToken cancellationToken) =>
        Call($"retry {jobId[^4..]}", () => world.Site.Retry(jobId));

    public Task<SiteGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken) => Task.FromResult<SiteGroup?>(null);

    private Task<T> Call<T>(string what, Func<T> act)
    {
        try
        {
            nerves.Feel($"before {what}");
            var answer = world.Site.Wire.Call(what, act, () => nerves.Feel($"after {what}"));
            _hasAnswered = true;
            return Task.FromResult(answer);
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }
    }
}
