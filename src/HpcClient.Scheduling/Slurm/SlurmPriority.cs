using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Priorities;

namespace HpcClient.Scheduling.Slurm;

/// <summary>
/// Slurm drops <c>--priority</c> without a word when an ordinary user asks for it; such a user can only step back, by
/// <c>--nice</c>. So the most urgent of our jobs step back by nothing.
/// </summary>
/// <param name="context">Where Slurm's commands are.</param>
/// <param name="user">The user id that submits.</param>
internal sealed partial class SlurmPriority(SchedulerContext context, uint user) : IPriorityRule
{
    /// <summary>Slurm's greatest nice value: NICE_OFFSET less three, as sbatch(1) says.</summary>
    private const long MaxNice = 2147483645;

    private readonly SchedulerPrograms _programs = new(SlurmCommands.Family, context);

    /// <inheritdoc/>
    public bool FitsAnybody(IReadOnlyCollection<int> numbers) => PriorityFault(numbers) is null && NiceFault(numbers) is null;

    /// <inheritdoc/>
    public async Task<(PriorityScale? Scale, string? Fault)> ScaleAsync(IReadOnlyCollection<int> numbers, bool? mayRaise, CancellationToken cancellationToken)
    {
        var raises = mayRaise ?? await IsAdministratorAsync(cancellationToken);
        return (raises ? PriorityFault(numbers) : NiceFault(numbers)) is { } fault
            ? (null, fault)
            : (new(raises ? PriorityKind.AsIs : PriorityKind.Nice, numbers.Max()), null);
    }

    // 0 is no low priority: Slurm holds such a job until somebody releases it.
    private static string? PriorityFault(IReadOnlyCollection<int> numbers) => numbers.Min() is var least && least < 1
        ? string.Create(CultureInfo.InvariantCulture, $"fw_priority_map in cast.yml holds the number {least}, and Slurm takes priorities from 1 (it would hold a job of priority 0 for ever). Use numbers from 1, or set priority_as: nice.")
        : null;

    private static string? NiceFault(IReadOnlyCollection<int> numbers) => (long)numbers.Max() - numbers.Min() > MaxNice
        ? string.Create(CultureInfo.InvariantCulture, $"The numbers of fw_priority_map in cast.yml lie further apart than {MaxNice}, the greatest nice value of Slurm. Bring them nearer to each other.")
        : null;

    // Operators that sacctmgr made are not asked for, which would cost a query of the accounting daemon: priority_as says it.
    private async Task<bool> IsAdministratorAsync(CancellationToken cancellationToken)
    {
        if (user == 0)
        {
            return true;
        }

        var answer = await _programs.AskAsync("scontrol", ["show", "config"], cancellationToken);
        return answer.Text is { } text && SlurmUser().Match(text) is { Success: true } found
            && uint.TryParse(found.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id == user;
    }

    [GeneratedRegex(@"^SlurmUser\s*=\s*[^\s(]+\(([0-9]+)\)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex SlurmUser();
}
