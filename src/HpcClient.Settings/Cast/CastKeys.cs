using System.Globalization;
using HpcClient.Scheduling;
using HpcClient.Settings.Resources;
using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Cast;

/// <summary>All keys. A new one is a property of <see cref="CastSettings"/> and a row here.</summary>
internal static class CastKeys
{
    /// <summary>What counts for a key that has a default of its own in each scheduler.</summary>
    public const string SchedulersOwn = "the scheduler's own";

    private const string ListExample = "[first, second]";

    public static readonly IReadOnlyList<CastKey> All =
    [
        Key("cluster", $"Which scheduler takes the jobs: {SchedulerRegistry.NamesInWords}.", "slurm", true,
            (s, v) => v.OneOf("cluster", SchedulerRegistry.Names) is { } x ? s with { Cluster = x } : null, s => YamlQuote.Inline(s.Cluster)) with { Form = KeyForm.OneOf(SchedulerRegistry.Names), Absent = "must be given", Page = "schedulers.md" },
        Flag("dry_run", "true: write scripts and show commands, but submit nothing. Jobs seen so are cast later all the same.", false,
            (s, x) => s with { DryRun = x }, s => s.DryRun),
        Key("admin_contact_email", "Whom users are told to ask when a job is refused.", "hpc-admin@example.org", true,
            (s, v) => v.Word() is { } x ? s with { AdminContactEmail = x } : null, s => Text(s.AdminContactEmail)),
        Flag("group_whitelist", "true: only users in the site's group hpc-whitelist (or whitelist_group) may run jobs here.", false,
            (s, x) => s with { GroupWhitelist = x }, s => s.GroupWhitelist) with { Detail = "Jobs that no user made pass. Without the group no sweep is made, and with an empty one the jobs of all users are refused.", Page = "administrators.md#who-may-run-jobs" },
        Key("whitelist_group", "The id of that group, when it has another one.", CastSettings.DefaultWhitelistGroup, false,
            (s, v) => CastWords.Group(v) is { } x ? s with { WhitelistGroup = x } : null, s => YamlQuote.Inline(s.WhitelistGroup)),
        Flag("cast_on_tag", "true: take the jobs that are tagged hpc. Not together with cast_gear_whitelist; one of the two is needed.", true,
            (s, x) => s with { CastOnTag = x }, s => s.CastOnTag) with { Page = "administrators.md#which-jobs-are-taken" },
        Key("cast_gear_whitelist", "Take all jobs of these gears instead, by name. Not together with cast_on_tag.", "[]", false,
            (s, v) => v.Texts(ListExample, orSingle: true) is { } x ? s with { CastGearWhitelist = x } : null, s => List(s.CastGearWhitelist)) with { Form = KeyForm.Texts, Detail = "A name must be given in full.", Page = "administrators.md#which-jobs-are-taken" },
        Key("filter_tags", "Of those jobs, take only the ones that have all of these tags; empty for all.", "[]", false,
            (s, v) => v.Texts(ListExample, orSingle: true) is { } x ? s with { FilterTags = x } : null, s => List(s.FilterTags)) with { Form = KeyForm.Texts, Page = "administrators.md#several-clusters-on-one-site" },
        Flag("show_script_template_values", "true: log the values that each script is made with.", false,
            (s, x) => s with { ShowScriptTemplateValues = x }, s => s.ShowScriptTemplateValues),
        Flag("show_script_template_result", "true: log each finished script.", false,
            (s, x) => s with { ShowScriptTemplateResult = x }, s => s.ShowScriptTemplateResult),
        Flag("show_command_template_result", "true: log each finished submit command.", false,
            (s, x) => s with { ShowCommandTemplateResult = x }, s => s.ShowCommandTemplateResult) with { OtherNames = ["show_commnd_template_result"] },
        Flag("use_hold_engine", "true: the site's hold engine sets our jobs to running; false: we look for pending jobs.", true,
            (s, x) => s with { UseHoldEngine = x }, s => s.UseHoldEngine) with { Detail = "It has no effect on a site of 2018.", Page = "sites.md" },
        Key("scheduler_ram", "Memory of a job that asks for none itself; the scheduler's default is used when absent.", "4G", false,
            (s, v) => v.Word() is { } x ? s with { SchedulerRam = x } : null, s => Text(s.SchedulerRam)) with { OtherNames = ["slurm_ram"], WarnsOfOtherNames = true, Absent = SchedulersOwn, Form = KeyForm.Memory with { Words = MemoryAmount.RightForm("lsf") } },
        Key("scheduler_cpu", "CPUs of a job that asks for none itself; the scheduler's default is used when absent.", "1", false,
            (s, v) => v.Word() is { } x ? s with { SchedulerCpu = x } : null, s => Text(s.SchedulerCpu)) with { OtherNames = ["slurm_cpu"], WarnsOfOtherNames = true, Absent = SchedulersOwn, Form = KeyForm.Text with { Words = CpuAmount.RightForm("lsf") } },
        .. ResourceKeys.All,
        Flag("map_job_priority", "true: hand the site's job priority to the scheduler, by fw_priority_map.", false,
            (s, x) => s with { MapJobPriority = x }, s => s.MapJobPriority) with { Page = "reference/settings.md#priority" },
        Key("fw_priority_map", "The scheduler's number for each priority of the site.", "{low: 1, medium: 10, high: 100, critical: 1000}", false,
            (s, v) => v.Numbers("{low: 1, high: 100}") is { } x ? s with { FwPriorityMap = x } : null, s => Map(s.FwPriorityMap)) with { Form = KeyForm.Numbers, Page = "reference/settings.md#priority" },
        Key("priority_as", "How the scheduler is given that number: auto (as a priority where our user may set one, else as nice), priority or nice.", "auto", false,
            (s, v) => CastWords.PriorityAs(v) is { } x ? s with { PriorityAs = x } : null, s => s.PriorityAs.ToString().ToLowerInvariant()) with { Form = KeyForm.OneOf("auto", "priority", "nice"), Page = "reference/settings.md#priority" },
        Key("command", "The submit command, one Jinja2 template an argument; the scheduler's default is used when absent.", "[sbatch, \"{{ script_path }}\"]", false,
            (s, v) => v.Texts("[sbatch, \"{{ script_path }}\"]", orSingle: false) is { } x ? s with { Command = x, CommandPlaces = v.Places } : null, s => s.Command is null ? null : List(s.Command)) with { Form = KeyForm.TextList, Absent = SchedulersOwn, Detail = "Arguments are handed over as they are: no shell sees them.", Page = "reference/templates.md" },
        Key("command_script_stdin", "true: hand the script to the command's standard input instead of naming its file.", "false", false,
            (s, v) => v.Bool() is { } x ? s with { CommandScriptStdin = x } : null, s => s.CommandScriptStdin is { } x ? Bool(x) : null) with { Form = KeyForm.Truth, Absent = SchedulersOwn },
        Key("script", "The job script, a Jinja2 template; the scheduler's default is used when absent.", Setup.FolderTemplates.ScriptSample, false,
            (s, v) => v.Text() is { } x ? s with { Script = x, ScriptPlace = v.Places[0] } : null, s => s.Script is null ? null : YamlQuote.Value(s.Script, 2)) with { Absent = SchedulersOwn, Page = "reference/templates.md" },
        Key("script_executable", "true: give the script file the executable bit.", "true", false,
            (s, v) => v.Bool() is { } x ? s with { ScriptExecutable = x } : null, s => s.ScriptExecutable is { } x ? Bool(x) : null) with { Form = KeyForm.Truth, Absent = "true" },
        .. PolicyKeys.All,
        .. ServeKeys.All,
        .. ImageKeys.All,
        .. NodeKeys.All,
    ];

    /// <summary>The key that <paramref name="name"/> means, or null.</summary>
    public static CastKey? Find(string name) => All.FirstOrDefault(k => k.IsCalled(name));

    private static CastKey Key(
        string name, string meaning, string sample, bool isOn, Func<CastSettings, ValueReader, CastSettings?> apply, Func<CastSettings, string?> show) =>
        new(name, meaning, sample, isOn, apply, show);

    private static CastKey Flag(string name, string meaning, bool value, Func<CastSettings, bool, CastSettings> apply, Func<CastSettings, bool> get) =>
        new(name, meaning, Bool(value), true, (s, v) => v.Bool() is { } x ? apply(s, x) : null, s => Bool(get(s))) { Form = KeyForm.Truth };

    private static string Bool(bool value) => value ? "true" : "false";

    private static string? Text(string? value) => value is null ? null : YamlQuote.Inline(value);

    private static string List(IReadOnlyList<string> values) => $"[{string.Join(", ", values.Select(YamlQuote.Inline))}]";

    private static string Map(IReadOnlyDictionary<string, int> values) =>
        $"{{{string.Join(", ", values.Select(v => $"{YamlQuote.Inline(v.Key)}: {v.Value.ToString(CultureInfo.InvariantCulture)}"))}}}";
}
