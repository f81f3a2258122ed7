using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Sge;

/// <summary>Grid Engine by its commands: qsub, qstat, qacct, qdel.</summary>
/// <remarks>
/// Grid Engine has nothing like a comment that both its queue and its accounting tell, so that attempts to submit the same
/// job are told apart by name and time of submission only. A refused submission leaves no job behind, unlike Slurm's.
/// </remarks>
internal sealed class SgeScheduler(SchedulerContext context) : IScheduler
{
    private readonly SchedulerPrograms _programs = new(SgeCommands.Family, context);

    /// <inheritdoc/>
    public string Name => SgeDefaults.Name;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken) =>
        new SubmitCommand(_programs, QsubAnswer.Language, context).RunAsync(intents, cancellationToken);

    /// <inheritdoc/>
    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) => new SgeObserver(
        new(_programs, context.JobsOfOtherUsers), new(_programs, context.JobsOfOtherUsers), context.TimeProvider).ObserveAsync(query, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken)
    {
        var answer = await _programs.AskAsync("qdel", [schedulerJobId], cancellationToken);

        // Words go to standard output; AskAsync keeps the last of them in the problem.
        return answer.Problem is not { } problem ||
            problem.Contains("does not exist", StringComparison.OrdinalIgnoreCase) ||
            problem.Contains("already in deletion", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"Grid Engine's job {schedulerJobId} could not be cancelled: {problem}";
    }

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (_programs.Missing(SgeCommands.Needed) is { } missing)
        {
            return missing;
        }

        var (_, problem) = await new SgeQueue(_programs, context.JobsOfOtherUsers).AskAsync(cancellationToken);
        return problem is null
            ? null
            : $"Grid Engine does not answer: {problem} Check that sge_qmaster runs ('qconf -sh') and that SGE_ROOT is set: source Grid Engine's settings.sh in settings/start-cast.sh.";
    }
}
