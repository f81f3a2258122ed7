namespace HpcClient.Scheduling.Priorities;

/// <summary>For schedulers without priorities: templates get the number, and nobody is asked for anything.</summary>
public sealed class NoPriority : IPriorityRule
{
    /// <inheritdoc/>
    public bool FitsAnybody(IReadOnlyCollection<int> numbers) => true;

    /// <inheritdoc/>
    public Task<(PriorityScale? Scale, string? Fault)> ScaleAsync(IReadOnlyCollection<int> numbers, bool? mayRaise, CancellationToken cancellationToken) =>
        Task.FromResult<(PriorityScale?, string?)>((new(PriorityKind.None, numbers.Max()), null));
}
