using HpcClient.Commands.Cast;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;
using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Tests.Commands.Serve;

public sealed class FinishingSchedulerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SlowScheduler _slow = new();
    private readonly FinishingScheduler _scheduler;

    public FinishingSchedulerTests() => _scheduler = new(_slow, _time);

    [Fact]
    public async Task A_submission_under_way_ends_in_its_own_time_after_the_stop()
    {
        using var stop = new CancellationTokenSource();
        var submission = _scheduler.SubmitAsync([], stop.Token);

        await stop.CancelAsync();
        _time.Advance(FinishingScheduler.Grace / 2);
        _slow.Answer.SetResult([]);

        (await submission).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_hangs_is_given_up_after_the_grace()
    {
        using var stop = new CancellationTokenSource();
        var submission = _scheduler.SubmitAsync([], stop.Token);

        await stop.CancelAsync();
        _time.Advance(FinishingScheduler.Grace);

        await Should.ThrowAsync<OperationCanceledException>(submission);
    }

    private sealed class SlowScheduler : IScheduler
    {
        public TaskCompletionSource<IReadOnlyList<SubmissionResult>> Answer { get; } = new();

        public string Name => "slow";

        public Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken) => Answer.Task.WaitAsync(cancellationToken);

        public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string?> CheckAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
