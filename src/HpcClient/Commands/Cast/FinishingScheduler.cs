using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Commands.Cast;

/// <summary>
/// Lets a submission that is under way come to its end when we are told to stop: a submit command that is killed leaves
/// nobody knowing whether the job was taken, which would then have to be looked up for half a minute.
/// </summary>
/// <param name="scheduler">The scheduler.</param>
/// <param name="time">Clock.</param>
internal sealed class FinishingScheduler(IScheduler scheduler, TimeProvider time) : IScheduler
{
    /// <summary>How long after the stop submissions may still take, all together.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private long? _stoppedAt;

    /// <inheritdoc/>
    public string Name => scheduler.Name;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken)
    {
        using var end = new CancellationTokenSource();
        await using var timer = time.CreateTimer(_ => end.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        await using var stop = cancellationToken.UnsafeRegister(_ => timer.Change(Left(), Timeout.InfiniteTimeSpan), null);
        return await scheduler.SubmitAsync(intents, end.Token);
    }

    /// <inheritdoc/>
    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) => scheduler.ObserveAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken) => scheduler.CancelAsync(schedulerJobId, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> CheckAsync(CancellationToken cancellationToken) => scheduler.CheckAsync(cancellationToken);

    // Counted from the first stop that was seen: a sweep in the midst of many jobs may come with a further batch.
    private TimeSpan Left()
    {
        var left = Grace - time.GetElapsedTime(_stoppedAt ??= time.GetTimestamp());
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
