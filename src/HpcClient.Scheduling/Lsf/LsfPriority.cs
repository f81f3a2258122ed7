using System.Globalization;
using HpcClient.Scheduling.Priorities;

namespace HpcClient.Scheduling.Lsf;

/// <summary>LSF takes user priorities (<c>-sp</c>) from 1 to the site's MAX_USER_PRIORITY, from everybody alike.</summary>
internal sealed class LsfPriority : IPriorityRule
{
    /// <inheritdoc/>
    public bool FitsAnybody(IReadOnlyCollection<int> numbers) => Fault(numbers) is null;

    /// <inheritdoc/>
    public Task<(PriorityScale? Scale, string? Fault)> ScaleAsync(IReadOnlyCollection<int> numbers, bool? mayRaise, CancellationToken cancellationToken) =>
        Task.FromResult<(PriorityScale?, string?)>(Fault(numbers) is { } fault ? (null, fault) : (new(PriorityKind.AsIs, numbers.Max()), null));

    private static string? Fault(IReadOnlyCollection<int> numbers) => numbers.Min() is var least && least < 1
        ? string.Create(CultureInfo.InvariantCulture, $"fw_priority_map in cast.yml holds the number {least}, and LSF takes priorities from 1. Use numbers from 1 to the site's MAX_USER_PRIORITY.")
        : null;
}
