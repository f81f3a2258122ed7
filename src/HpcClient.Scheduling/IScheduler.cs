using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling;

/// <summary>A batch scheduler that takes our jobs. One implementation a folder; <see cref="SchedulerKind"/> tells of it.</summary>
public interface IScheduler
{
    /// <summary>The name by which <c>cast.yml</c> chooses it (key <c>cluster</c>), such as <c>slurm</c>.</summary>
    string Name { get; }

    /// <summary>Hands jobs to the scheduler. Takes a batch so that arrays can come later; each intent has its own result, in order.</summary>
    /// <returns>One result an intent; a fault of one never throws away the others'.</returns>
    Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken);

    /// <summary>What the scheduler knows of our jobs: one queue query and at most one accounting query, whatever the number of jobs.</summary>
    Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken);

    /// <summary>Cancels one job; cancelling what has ended already counts as done.</summary>
    /// <returns>Null when it was accepted, else one sentence that says why not.</returns>
    Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken);

    /// <summary>Whether the scheduler can be used from here at all.</summary>
    /// <returns>Null when it can, else one sentence with the remedy (missing commands, controller unreachable).</returns>
    Task<string?> CheckAsync(CancellationToken cancellationToken);
}
