using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Slurm by its commands: sbatch, squeue, sacct (or scontrol), scancel, sinfo.</summary>
/// <remarks>
/// A submission that Slurm refuses may still leave a job: sbatch answers "Requested node configuration is not available"
/// and the queue then shows a FAILED job of that name with reason BadConstraints. Look-ups by name tell it by its comment.
/// </remarks>
internal sealed class SlurmScheduler : IScheduler
{
    private static readonly string[] Needed = ["sbatch", "squeue", "scancel", "sinfo"];

    private readonly SchedulerContext _context;
    private readonly SchedulerPrograms _programs;
    private readonly SlurmObserver _observer;

    public SlurmScheduler(SchedulerContext context)
    {
        _context = context;
        _programs = new(SlurmCommands.Family, context);

        // Kept, since they learn what this release and this site can tell.
        _observer = new(
            new(_programs, context.JobsOfOtherUsers), new(_programs, context.JobsOfOtherUsers), new(_programs), new(_programs), context.TimeProvider);
    }

    /// <inheritdoc/>
    public string Name => SlurmDefaults.Name;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SubmissionResult>> SubmitAsync(
        IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken) =>
        new SubmitCommand(_programs, SbatchAnswer.Language, _context).RunAsync(intents, cancellationToken);

    /// <inheritdoc/>
    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) =>
        _observer.ObserveAsync(query, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken)
    {
        var answer = await _programs.AskAsync("scancel", [schedulerJobId], cancellationToken);

        // Releases differ in whether an ended or forgotten job makes scancel fail.
        return answer.Problem is null ||
            answer.Error.Contains("already completing or completed", StringComparison.OrdinalIgnoreCase) ||
            answer.Error.Contains("Invalid job id specified", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"Slurm job {schedulerJobId} could not be cancelled: {answer.Problem}";
    }

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if (_programs.Missing(Needed) is { } missing)
        {
            return missing;
        }

        var answer = await _programs.AskAsync("sinfo", ["-h", "-o", "%P"], cancellationToken);
        return answer switch
        {
            { Problem: { } problem } => $"Slurm does not answer: {problem} Check that slurmctld runs ('scontrol ping') and that SLURM_CONF is set where the configuration is not in its default place.",
            { Text: var text } when string.IsNullOrWhiteSpace(text) => "Slurm answers but shows no partition to our user: ask its administrator which partition we may use.",
            _ => null,
        };
    }
}
