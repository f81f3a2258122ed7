using System.Globalization;
using HpcClient.Settings.Resources;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Cast;

/// <summary>The keys of <see cref="ResourceRules"/>: defaults of jobs that ask for nothing, and what jobs may ask for.</summary>
internal static class ResourceKeys
{
    private const int MaxNumber = 1_000_000;
    private const string GigabytesForm = "whole gigabytes from 1, such as 64G";

    public static readonly IReadOnlyList<CastKey> All =
    [
        Default("scheduler_gpu", "GPUs of a job that asks for none itself, such as 1, a100 or a100:2; none when absent.", "1",
            text => GpuAmount.Read(text) is not null, GpuAmount.RightForm, (r, x) => r with { Gpu = x }, r => r.Gpu),
        Default("scheduler_walltime", "Walltime of a job that asks for none itself; the scheduler's default is used when absent.", "1-00:00:00",
            text => WalltimeFormat.Read(text) is not null, WalltimeFormat.RightForm, (r, x) => r with { Walltime = x }, r => r.Walltime) with { Absent = CastKeys.SchedulersOwn, Form = KeyForm.Walltime with { Words = WalltimeFormat.RightForm } },
        Name("scheduler_partition", "Partition or queue", "main", (r, x) => r with { Partition = x }, r => r.Partition) with { Absent = CastKeys.SchedulersOwn },
        Name("scheduler_account", "Account or project", "neuro", (r, x) => r with { Account = x }, r => r.Account) with { Absent = CastKeys.SchedulersOwn },
        Name("scheduler_qos", "QOS or service class", "normal", (r, x) => r with { Qos = x }, r => r.Qos) with { Absent = CastKeys.SchedulersOwn },
        Default("scheduler_constraint", "Constraint (a feature of the node) of a job that asks for none itself; any node when absent.", "avx2",
            ResourceWord.IsConstraint, ResourceWord.ConstraintForm, (r, x) => r with { Constraint = x }, r => r.Constraint) with { Absent = "any node" },
        Number("max_cpu", "Most CPUs that a job may ask for; no limit when absent.", "16", 1, (r, x) => r with { MaxCpu = x }, r => r.MaxCpu) with { Absent = "no limit" },
        Limit("max_ram", "Most memory that a job may ask for as a whole (its CPUs times its memory, where that counts for each CPU); no limit when absent.", "64G",
            text => Gigabytes(text) is { } x ? r => r with { MaxRamGigabytes = x } : null, GigabytesForm,
            r => r.MaxRamGigabytes is { } x ? string.Create(CultureInfo.InvariantCulture, $"{x}G") : null) with { Absent = "no limit", Page = "reference/tags.md#memory", Form = KeyForm.Memory with { Words = GigabytesForm } },
        Number("max_gpu", "Most GPUs that a job may ask for, by the tags gpu, gpu=2 or gpu=a100:2.", "1", 0, (r, x) => r with { MaxGpu = x }, r => r.MaxGpu) with { Absent = "1", Detail = "0: none, not even by the tag gpu.", Page = "administrators.md#gpus" },
        Limit("max_walltime", "Longest walltime that a job may ask for, by a tag such as walltime=4:00:00; when absent it may ask for none.", "2-00:00:00",
            text => WalltimeFormat.Read(text) is { } x ? r => r with { MaxWalltime = x } : null, WalltimeFormat.RightForm,
            r => r.MaxWalltime is { } x ? YamlQuote.Inline(WalltimeFormat.Write(x)) : null) with { Absent = "jobs may ask for none", Form = KeyForm.Walltime with { Words = WalltimeFormat.RightForm } },
        Names("allowed_gpu_types", "Types of GPUs that a job may ask for, by a tag such as gpu=a100", (r, x) => r with { AllowedGpuTypes = x }, r => r.AllowedGpuTypes) with { Page = "administrators.md#gpus" },
        Names("allowed_partitions", "Partitions or queues that a job may ask for, by a tag such as partition=long", (r, x) => r with { AllowedPartitions = x }, r => r.AllowedPartitions),
        Names("allowed_accounts", "Accounts or projects that a job may ask for, by a tag such as account=neuro", (r, x) => r with { AllowedAccounts = x }, r => r.AllowedAccounts),
        Names("allowed_qos", "QOS or service classes that a job may ask for, by a tag such as qos=high", (r, x) => r with { AllowedQos = x }, r => r.AllowedQos),
        List("allowed_constraints", "Constraints that a job may ask for, word for word, by a tag such as constraint=avx2", ResourceWord.IsConstraint, ResourceWord.ConstraintForm,
            (r, x) => r with { AllowedConstraints = x }, r => r.AllowedConstraints),
    ];

    private static CastKey Name(string name, string what, string sample, Func<ResourceRules, string, ResourceRules> put, Func<ResourceRules, string?> get) =>
        Default(name, $"{what} of a job that asks for none itself; the scheduler's default is used when absent.", sample, ResourceWord.IsName, ResourceWord.NameForm, put, get);

    private static CastKey Default(
        string name, string meaning, string sample, Func<string, bool> fits, string form, Func<ResourceRules, string, ResourceRules> put, Func<ResourceRules, string?> get) =>
        Limit(name, meaning, sample, text => fits(text) ? r => put(r, text) : null, form, r => get(r) is { } x ? YamlQuote.Inline(x) : null);

    private static CastKey Number(string name, string meaning, string sample, int least, Func<ResourceRules, int, ResourceRules> put, Func<ResourceRules, int?> get) =>
        Limit(
            name, meaning, sample,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var x) && x >= least && x <= MaxNumber ? r => put(r, x) : null,
            $"a whole number from {least}, such as {sample}", r => get(r)?.ToString(CultureInfo.InvariantCulture)) with
        { Form = KeyForm.Whole(least, MaxNumber) };

    private static CastKey Limit(
        string name, string meaning, string sample, Func<string, Func<ResourceRules, ResourceRules>?> read, string form, Func<ResourceRules, string?> show) =>
        new(
            name, meaning, sample, false,
            (s, v) => v.Word() is not { } text ? null
                : read(text) is { } put ? s with { Resources = put(s.Resources) }
                : v.Refuse<CastSettings>($"{v.Value.Description} cannot be read.", $"Write {form}."),
            s => show(s.Resources))
        { Form = KeyForm.Text with { Words = form } };

    private static CastKey Names(string name, string what, Func<ResourceRules, IReadOnlyList<string>, ResourceRules> put, Func<ResourceRules, IReadOnlyList<string>> get) =>
        List(name, what, ResourceWord.IsName, ResourceWord.NameForm, put, get);

    private static CastKey List(
        string name, string what, Func<string, bool> fits, string form, Func<ResourceRules, IReadOnlyList<string>, ResourceRules> put, Func<ResourceRules, IReadOnlyList<string>> get) =>
        new(
            name, $"{what}; when absent it may ask for none.", "[]", false,
            (s, v) => v.Words(fits, form) is { } x ? s with { Resources = put(s.Resources, x) } : null,
            s => $"[{string.Join(", ", get(s.Resources).Select(YamlQuote.Inline))}]")
        { Form = KeyForm.Texts };

    private static int? Gigabytes(string text) =>
        MemoryAmount.Read("", text) is { } memory ? (int)(memory.Bytes / MemoryAmount.Gibibyte) : null;
}
