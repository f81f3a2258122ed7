using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Groups;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>
/// A site that answers what a test says, at once and from memory. Answers that make no sense, or a site that is away for one
/// call of many, cannot be had from a real one on demand.
/// </summary>
internal sealed class AnsweringSite : IJobSite
{
    public TimeSpan ClockOffset { get; set; }

    public ApiGeneration Generation { get; set; } = ApiGeneration.Current;

    /// <summary>The jobs that it has, as it lists them.</summary>
    public Dictionary<string, FlywheelJob> Jobs { get; } = [];

    /// <summary>The jobs that it hands out when it is asked for one, in order.</summary>
    public Queue<FlywheelJob> Waiting { get; } = [];

    /// <summary>What it was asked for last where it hands out jobs.</summary>
    public ClaimFilter? Asked { get; private set; }

    /// <summary>What it was asked, in order: <c>log ID</c>, <c>state ID WORD</c>, <c>get ID</c>, <c>heartbeat ID</c>, <c>retry ID</c>, <c>list WORD</c>, <c>peek</c>, <c>claim</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The text that came with each <c>log</c>.</summary>
    public List<string> Logged { get; } = [];

    /// <summary>The reasons that came with each <c>state</c>.</summary>
    public List<string?> FailureReasons { get; } = [];

    /// <summary>What a call fails with; null where it does not.</summary>
    public Func<string, SiteException?> Fault { get; set; } = _ => null;

    /// <summary>Gives it a job, or another state of one.</summary>
    public void Has(string jobId, JobState state, params IReadOnlyList<string> tags) =>
        Jobs[jobId] = (Jobs.GetValueOrDefault(jobId) ?? new() { IdField = jobId, Tags = ["hpc", .. tags], GearInfo = new() { Name = "tester", Version = "1.0.0" } }) with { StateWord = state.Word() };

    public Task<ApiGeneration> FindGenerationAsync(CancellationToken cancellationToken) => Task.FromResult(Generation);

    public Task<FlywheelJob?> ClaimNextJobAsync(ClaimFilter filter, bool peek, CancellationToken cancellationToken) => Answer(peek ? "peek" : "claim", () =>
    {
        Asked = filter;
        if (!Waiting.TryPeek(out var job) || peek)
        {
            return job;
        }

        return Jobs[job.Id] = Waiting.Dequeue() with { StateWord = JobState.Running.Word() };
    });

    public async IAsyncEnumerable<ListedJob> FindJobsAsync(
        JobFilter filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Answer($"list {filter.State?.Word()}", () => true);
        foreach (var job in Jobs.Values.Where(job => job.State == filter.State).ToList())
        {
            yield return new ListedJob.Readable(job);
        }
    }

    public Task<FlywheelJob> GetJobAsync(string jobId, CancellationToken cancellationToken) =>
        Answer($"get {jobId}", () => Jobs.GetValueOrDefault(jobId) ?? throw new SiteException(SiteFault.NotFound, "There is no such job.", 404));

    public Task SetJobStateAsync(string jobId, JobState state, string? failureReason, CancellationToken cancellationToken) =>
        Answer($"state {jobId} {state.Word()}", () =>
        {
            FailureReasons.Add(failureReason);
            Has(jobId, state);
            return true;
        });

    public Task AddLogsAsync(string jobId, IReadOnlyList<LogLine> lines, CancellationToken cancellationToken) => Answer($"log {jobId}", () =>
    {
        lines.ShouldAllBe(line => line.Fd == LogLine.System);
        Logged.AddRange(lines.Select(line => line.Msg));
        return true;
    });

    public Task HeartbeatAsync(string jobId, CancellationToken cancellationToken) => Answer($"heartbeat {jobId}", () => true);

    public Task<string> RetryJobAsync(string jobId, CancellationToken cancellationToken) => Answer($"retry {jobId}", () => "64b5bce63a263735685900ff");

    public Task<SiteGroup?> GetGroupAsync(string groupId, CancellationToken cancellationToken) => Task.FromResult<SiteGroup?>(null);

    private async Task<T> Answer<T>(string call, Func<T> give)
    {
        await Task.CompletedTask;
        Calls.Add(call);
        return Fault(call) is { } fault ? throw fault : give();
    }
}
