using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>
/// A scheduler that does what a test says. Faults such as an answer lost on the way cannot be had from a real one on
/// demand; the real ones are tested in their own room and end to end.
/// </summary>
internal sealed class ScriptedScheduler : IScheduler
{
    public string Name => "slurm";

    /// <summary>Every intent that reached it, in order.</summary>
    public List<SubmissionIntent> Submitted { get; } = [];

    /// <summary>How many came at one time.</summary>
    public List<int> Batches { get; } = [];

    /// <summary>Scheduler jobs that were cancelled.</summary>
    public List<string> Cancelled { get; } = [];

    /// <summary>What a submission comes to.</summary>
    public Func<SubmissionIntent, SubmissionResult> OnSubmit { get; set; } = _ => new SubmissionResult.Accepted("1");

    /// <summary>What the queue shows.</summary>
    public List<Observation> Queue { get; } = [];

    public bool QueueAnswers { get; set; } = true;

    public bool AccountingAnswers { get; set; } = true;

    /// <summary>What it says of itself with each look.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>Every look, in order.</summary>
    public List<ObservationQuery> Looks { get; } = [];

    /// <summary>Why a scheduler job cannot be cancelled; null where it can.</summary>
    public Func<string, string?> OnCancel { get; set; } = _ => null;

    public Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken)
    {
        Submitted.AddRange(intents);
        Batches.Add(intents.Count);
        return Task.FromResult<IReadOnlyList<SubmissionResult>>([.. intents.Select(OnSubmit)]);
    }

    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken)
    {
        Looks.Add(query);
        return Task.FromResult(new SchedulerSnapshot
        {
            At = query.Since,
            Observations = QueueAnswers ? [.. Queue.Where(o => query.SchedulerJobIds.Contains(o.SchedulerJobId) || query.JobNames.Contains(o.JobName))] : [],
            QueueAnswered = QueueAnswers,
            AccountingAnswered = QueueAnswers && AccountingAnswers,
            Problems = Problems,
        });
    }

    public Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken)
    {
        Cancelled.Add(schedulerJobId);
        return Task.FromResult(OnCancel(schedulerJobId));
    }

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
