using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Commands.Serve.Status;

/// <summary>Counts and times the calls to a scheduler.</summary>
/// <param name="scheduler">The scheduler.</param>
/// <param name="vitals">Hears of each call.</param>
/// <param name="time">Clock.</param>
internal sealed class MeteredScheduler(IScheduler scheduler, Vitals vitals, TimeProvider time) : IScheduler
{
    private TimeSpan _slowest;
    private bool _isAway;

    /// <inheritdoc/>
    public string Name => scheduler.Name;

    /// <summary>The slowest answer of the queue since the last call, and whether one failed to come.</summary>
    public (TimeSpan Slowest, bool IsAway) Take()
    {
        var taken = (_slowest, _isAway);
        (_slowest, _isAway) = (TimeSpan.Zero, false);
        return taken;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var results = await scheduler.SubmitAsync(intents, cancellationToken);
        Note("submit", results.Any(r => r is SubmissionResult.Ambiguous) ? "unknown" : "answered", started);
        return results;
    }

    /// <inheritdoc/>
    public async Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var snapshot = await scheduler.ObserveAsync(query, cancellationToken);
        var took = Note("observe", snapshot.QueueAnswered ? "answered" : "failed", started);
        _slowest = took > _slowest ? took : _slowest;
        _isAway |= !snapshot.QueueAnswered;
        return snapshot;
    }

    /// <inheritdoc/>
    public async Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var fault = await scheduler.CancelAsync(schedulerJobId, cancellationToken);
        Note("cancel", fault is null ? "answered" : "failed", started);
        return fault;
    }

    /// <inheritdoc/>
    public Task<string?> CheckAsync(CancellationToken cancellationToken) => scheduler.CheckAsync(cancellationToken);

    private TimeSpan Note(string call, string outcome, long started)
    {
        var took = time.GetElapsedTime(started);
        vitals.Called("scheduler", call, outcome, took);
        return took;
    }
}
