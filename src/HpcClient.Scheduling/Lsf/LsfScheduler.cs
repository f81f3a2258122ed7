using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Lsf;

/// <summary>LSF by its commands: bsub, bjobs, bacct or bhist, bkill, bqueues. Written from its public documentation; no LSF was at hand.</summary>
internal sealed class LsfScheduler : IScheduler
{
    private readonly SchedulerContext _context;
    private readonly SchedulerPrograms _programs;
    private readonly LsfObserver _observer;

    public LsfScheduler(SchedulerContext context)
    {
        _context = context;
        _programs = new(LsfCommands.Family, context);

        // Kept, since it learns what this release can tell.
        _observer = new(
            new(_programs, context.JobsOfOtherUsers, context.TimeProvider), new(_programs, context.JobsOfOtherUsers, context.TimeProvider),
            new(_programs, context.JobsOfOtherUsers, context.TimeProvider), context.TimeProvider);
    }

    /// <inheritdoc/>
    public string Name => LsfDefaults.Name;

    /// <inheritdoc/>
    public Task<IReadOnlyList<SubmissionResult>> SubmitAsync(IReadOnlyList<SubmissionIntent> intents, CancellationToken cancellationToken) =>
        new SubmitCommand(_programs, BsubAnswer.Language, _context).RunAsync(intents, cancellationToken);

    /// <inheritdoc/>
    public Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken) =>
        _observer.ObserveAsync(query, cancellationToken);

    /// <inheritdoc/>
    public async Task<string?> CancelAsync(string schedulerJobId, CancellationToken cancellationToken)
    {
        var answer = await _programs.AskAsync("bkill", [schedulerJobId], cancellationToken);
        return answer.Problem is not { } problem ||
            problem.Contains("already finished", StringComparison.OrdinalIgnoreCase) ||
            problem.Contains("No matching job found", StringComparison.OrdinalIgnoreCase)
            ? null
            : $"LSF's job {schedulerJobId} could not be cancelled: {problem}";
    }

    /// <inheritdoc/>
    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        if ((_programs.Missing(LsfCommands.Needed) ?? (_programs.Find("bhist") is null ? _programs.Missing(["bacct"]) : null)) is { } missing)
        {
            return missing;
        }

        var answer = await _programs.AskAsync("bqueues", ["-u", LsfCommands.User(allUsers: false)], cancellationToken);
        return answer switch
        {
            { Problem: { } problem } => $"LSF does not answer: {problem} Check it with 'lsid' and 'badmin showstatus', and source LSF's profile.lsf in settings/start-cast.sh (cron starts without it).",
            { Text: var text } when string.IsNullOrWhiteSpace(text) => "LSF answers but shows no queue to our user: ask its administrator which queue we may use.",
            _ => null,
        };
    }
}
