using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Flywheel;

/// <summary>
/// A site as those see it who look after its jobs. Every method throws <see cref="Errors.SiteException"/> with one sentence
/// when the site does not do what was asked.
/// </summary>
public interface IJobSite
{
    /// <summary>How far the site's clock is ahead of ours, by its latest answer; zero before the first.</summary>
    TimeSpan ClockOffset { get; }

    /// <summary>Which API the site speaks; asked once.</summary>
    Task<ApiGeneration> FindGenerationAsync(CancellationToken cancellationToken) => Task.FromResult(ApiGeneration.Current);

    /// <summary>
    /// The oldest pending job that the filter lets pass, which the site sets to running and gives to nobody else
    /// (<c>POST /jobs/ask</c>; on a site of 2018 <c>GET /jobs/next</c>). Never repeated by itself, since an answer that was
    /// lost may have claimed a job.
    /// </summary>
    /// <param name="filter">Which jobs are meant.</param>
    /// <param name="peek">Only look: the job stays pending.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The job; null when none waits.</returns>
    Task<FlywheelJob?> ClaimNextJobAsync(ClaimFilter filter, bool peek, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>One gear.</summary>
    Task<GearDocument> GetGearAsync(string gearId, CancellationToken cancellationToken) => throw new NotSupportedException();

    /// <summary>Lists jobs page by page; memory stays constant.</summary>
    IAsyncEnumerable<ListedJob> FindJobsAsync(JobFilter filter, CancellationToken cancellationToken);

    /// <summary>One job.</summary>
    Task<FlywheelJob> GetJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Changes a job's state; <paramref name="failureReason"/> only with failed.</summary>
    Task SetJobStateAsync(string jobId, JobState state, string? failureReason, CancellationToken cancellationToken);

    /// <summary>Appends to a job's log; also a heartbeat. <see cref="Errors.SiteFault.Refused"/> means that the job is over.</summary>
    Task AddLogsAsync(string jobId, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken);

    /// <summary>Tells the site that the job lives. <see cref="Errors.SiteFault.Refused"/> means that the job is over.</summary>
    Task HeartbeatAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Asks the site to run a job that is over once more, as a new job.</summary>
    /// <returns>The new job's id.</returns>
    Task<string> RetryJobAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>One group, or null when there is none.</summary>
    Task<SiteGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken);
}
