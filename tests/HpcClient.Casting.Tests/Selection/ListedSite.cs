using HpcClient.Flywheel;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Tests.Selection;

/// <summary>A site that lists what a test gives it, also entries that no site of ours would list; it can do nothing else.</summary>
internal sealed class ListedSite(params ListedJob[] jobs) : IJobSite
{
    public TimeSpan ClockOffset => TimeSpan.Zero;

    /// <summary>What it was asked for last.</summary>
    public JobFilter? Asked { get; private set; }

    /// <summary>Its groups.</summary>
    public IReadOnlyList<SiteGroup> Groups { get; init; } = [];

    public async IAsyncEnumerable<ListedJob> FindJobsAsync(
        JobFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Asked = filter;
        foreach (var job in jobs)
        {
            await Task.CompletedTask;
            yield return job;
        }
    }

    public Task<SiteGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken) => Task.FromResult(Groups.SingleOrDefault(group => group.Id == groupId));

    public Task<FlywheelJob> GetJobAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetJobStateAsync(string jobId, JobState state, string? failureReason, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddLogsAsync(string jobId, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task HeartbeatAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string> RetryJobAsync(string jobId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
