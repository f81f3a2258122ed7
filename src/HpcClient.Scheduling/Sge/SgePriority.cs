using System.Globalization;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Priorities;

namespace HpcClient.Scheduling.Sge;

/// <summary>
/// Grid Engine takes priorities (<c>-p</c>) from -1023 to 1024, and above 0 from its operators and managers alone: the jobs
/// of others are refused. So for them the highest number of the map becomes 0 and the others lie below.
/// </summary>
/// <param name="context">Where Grid Engine's commands are.</param>
/// <param name="user">The name of the user that submits.</param>
internal sealed class SgePriority(SchedulerContext context, string user) : IPriorityRule
{
    private const string Root = "root";
    private const int Least = -1023;
    private const int Greatest = 1024;

    /// <inheritdoc/>
    public bool FitsAnybody(IReadOnlyCollection<int> numbers) => AsIsFault(numbers) is null && BelowZeroFault(numbers) is null;

    /// <inheritdoc/>
    public async Task<(PriorityScale? Scale, string? Fault)> ScaleAsync(IReadOnlyCollection<int> numbers, bool? mayRaise, CancellationToken cancellationToken)
    {
        var raises = mayRaise ?? (user == Root || await IsOnListAsync("-sm", cancellationToken) || await IsOnListAsync("-so", cancellationToken));
        return (raises ? AsIsFault(numbers) : BelowZeroFault(numbers)) is { } fault
            ? (null, fault)
            : (new(raises ? PriorityKind.AsIs : PriorityKind.BelowZero, numbers.Max()), null);
    }

    private static string? AsIsFault(IReadOnlyCollection<int> numbers) => numbers.Min() < Least || numbers.Max() > Greatest
        ? string.Create(CultureInfo.InvariantCulture, $"fw_priority_map in cast.yml holds the number {(numbers.Max() > Greatest ? numbers.Max() : numbers.Min())}, and Grid Engine takes priorities from {Least} to {Greatest}. Use numbers in this range.")
        : null;

    private static string? BelowZeroFault(IReadOnlyCollection<int> numbers) => (long)numbers.Min() - numbers.Max() < Least
        ? string.Create(CultureInfo.InvariantCulture, $"The numbers of fw_priority_map in cast.yml lie {(long)numbers.Max() - numbers.Min()} apart. Grid Engine lets ordinary users go from 0 down to {Least} only: bring them within {-Least} of each other.")
        : null;

    private async Task<bool> IsOnListAsync(string list, CancellationToken cancellationToken) =>
        await new SchedulerPrograms(SgeCommands.Family, context).AskAsync("qconf", [list], cancellationToken) is { Problem: null, Text: var names }
        && names.Split('\n').Any(name => name.Trim() == user);
}
