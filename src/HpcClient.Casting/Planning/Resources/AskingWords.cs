using HpcClient.Scheduling;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>All that a job may ask for, by the same names and forms by which it is read.</summary>
public static class AskingWords
{
    private const string ListedWord = "an entry of the administrator's list, letter for letter";

    /// <summary>All of it.</summary>
    public static IReadOnlyList<AskingWord> All { get; } =
    [
        Of(ResourceNames.Cpu, $"{CpuAmount.RightForm("sge")} (Grid Engine)", "none needed; max_cpu limits", ResourceKinds.None),
        Of(ResourceNames.Memory, MemoryAmount.RightForm("lsf"), "none needed; max_ram limits", ResourceKinds.None),
        Of(ResourceNames.Gpu, $"{GpuAmount.RightForm}; 0 for none", "none needed for one; max_gpu for more, allowed_gpu_types for a type", ResourceKinds.Gpu),
        Of(ResourceNames.Walltime, WalltimeFormat.RightForm, "max_walltime", ResourceKinds.Walltime),
        Of(ResourceNames.Partition, ListedWord, "allowed_partitions", ResourceKinds.Partition),
        Of(ResourceNames.Account, ListedWord, "allowed_accounts", ResourceKinds.Account),
        Of(ResourceNames.Qos, ListedWord, "allowed_qos", ResourceKinds.Qos),
        Of(ResourceNames.Constraint, $"{ListedWord}, such as avx2&ib", "allowed_constraints", ResourceKinds.Constraint),
    ];

    private static AskingWord Of(ResourceNames names, string form, string leave, ResourceKinds kind) => new(
        names.Noun,
        names.OldOption is { } old ? [names.Key, old] : [names.Key],
        [.. names.BareTag is { } bare ? (string[])[bare] : [], .. names.Tags.Append(names.Key).Select(tag => $"{tag}=")],
        form, leave, kind);
}
