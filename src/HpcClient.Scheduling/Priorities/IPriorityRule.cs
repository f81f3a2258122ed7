namespace HpcClient.Scheduling.Priorities;

/// <summary>
/// How jobs are given a priority at one scheduler: what an administrator may ask for there, what an ordinary user, and
/// which of the two we are. One implementation a folder, named by its <see cref="SchedulerKind"/>.
/// </summary>
public interface IPriorityRule
{
    /// <summary>Whether the numbers of <c>fw_priority_map</c> can be given whoever we are, so that nobody needs to be asked before a job is there.</summary>
    bool FitsAnybody(IReadOnlyCollection<int> numbers);

    /// <summary>Finds out how the numbers are given.</summary>
    /// <param name="numbers">The numbers of <c>fw_priority_map</c>, at least one.</param>
    /// <param name="mayRaise">Whether our user may raise priorities, where the settings say so; null asks the scheduler.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The scale; or one sentence that names <c>fw_priority_map</c> when its numbers do not fit.</returns>
    Task<(PriorityScale? Scale, string? Fault)> ScaleAsync(IReadOnlyCollection<int> numbers, bool? mayRaise, CancellationToken cancellationToken);
}
