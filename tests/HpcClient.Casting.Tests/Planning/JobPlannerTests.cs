using HpcClient.Casting.Ledger;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Tests.Planning.Resources;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Tests.Planning;

/// <summary>From an admitted job to script and command, and whose fault it is when there are none.</summary>
public sealed class JobPlannerTests
{
    private static readonly WorkFolder Folder = new("/shared/fw-hpc");
    private static readonly TextPlace Place = new("/shared/fw-hpc/settings/cast.yml", 4, 11, 4);

    private static readonly LedgerEntry Again = new()
    {
        JobId = "64b5bce63a26373568590001", State = LedgerState.Admitted, Scheduler = "slurm", CreatedAt = default, ChangedAt = default,
    };

    [Fact]
    public void Every_value_that_templates_may_use_is_what_its_name_says()
    {
        var settings = AskingJob.Site() with { MapJobPriority = true, FwPriorityMap = new Dictionary<string, int> { ["high"] = 30 } };
        var job = AskingJob.Tagged("cpu=3", "ram=5G", "gpu=a100:2", "walltime=90m", "partition=long", "account=neuro", "qos=high", "constraint=avx2&ib") with { Priority = "high" };
        job = job with { Config = new() { Config = new() { ["singularity-debug"] = true } } };

        Values(settings, job, request => request with { SchedulerPriority = 7, Nice = 8 }).ShouldBe(
        [
            "job.fw_id=64b5bce63a26373568590001", "job.nonce=n1", "job.singularity_debug=True", "job.singularity_writable=False",
            "job.ram=5G", "job.cpu=3", "job.gpu=a100:2", "job.gpu_count=2", "job.gpu_type=a100",
            "job.priority=30", "job.scheduler_priority=7", "job.nice=8", "job.walltime=1:30:00",
            "job.partition=long", "job.account=neuro", "job.qos=high", "job.constraint=avx2&ib",
            "script_path=/shared/fw-hpc/logs/generated/job-64b5bce63a26373568590001.sh",
            "script_log_path=/shared/fw-hpc/logs/queue/job-64b5bce63a26373568590001.txt",
            "cast_path=/shared/fw-hpc", "engine_run_path=/shared/fw-hpc/logs/temp",
        ]);
        TemplateValues.All.ShouldAllBe(value => value.Meaning.Length > 5);
    }

    [Fact]
    public void What_a_job_did_not_ask_for_is_None()
    {
        var values = Values(AskingJob.Site(), AskingJob.Tagged());

        values.Where(value => value.EndsWith("=None", StringComparison.Ordinal)).Select(value => value[..^5]).ShouldBe(
        [
            "job.gpu", "job.gpu_count", "job.gpu_type", "job.priority", "job.scheduler_priority", "job.nice",
            "job.walltime", "job.partition", "job.account", "job.qos", "job.constraint",
        ]);
    }

    [Fact]
    public void A_plan_has_the_rendered_script_and_command_and_a_nonce_of_its_own()
    {
        var site = AskingJob.Site() with { Script = "#!/bin/bash\n#{{ job.nonce }} {{ job.cpu }}\n", Command = ["sbatch", "--comment={{ job.nonce }}", "{{ script_path }}"] };

        var plan = Planned(site, AskingJob.Tagged("cpu=2"));
        var other = Planned(site, AskingJob.Tagged("cpu=2"));

        plan.Nonce.ShouldMatch("^[0-9a-f]{32}$");
        plan.Nonce.ShouldNotBe(other.Nonce);
        plan.Script.ShouldBe($"#!/bin/bash\n#{plan.Nonce} 2");
        plan.Command.ShouldBe(["sbatch", $"--comment={plan.Nonce}", "/shared/fw-hpc/logs/generated/job-64b5bce63a26373568590001.sh"]);
        plan.Values.Keys.ShouldContain("script_path");
    }

    [Fact]
    public void What_a_job_is_given_by_policy_takes_the_place_of_its_own_wish_only_where_it_is_more()
    {
        var site = AskingJob.Site();
        var job = AskingJob.Tagged("cpu=2", "ram=4G", "walltime=4h");

        Resources(site, job, Again with { NextMemoryBytes = 16L << 30, NextWalltime = TimeSpan.FromHours(6) }).ShouldBe(("8G", 16L << 30, TimeSpan.FromHours(6)));
        Resources(site, job, Again with { NextMemoryBytes = 8L << 30, NextWalltime = TimeSpan.FromHours(4) }).ShouldBe(("4G", 8L << 30, TimeSpan.FromHours(4)));
        Resources(site, job, Again with { NextMemoryBytes = 1, NextWalltime = TimeSpan.FromHours(1) }).ShouldBe(("4G", 8L << 30, TimeSpan.FromHours(4)));
        Resources(site, job, Again).ShouldBe(("4G", 8L << 30, TimeSpan.FromHours(4)));
        Resources(site, AskingJob.Tagged("cpu=2", "ram=4G"), Again with { NextWalltime = TimeSpan.FromHours(1) }).ShouldBe(("4G", 8L << 30, TimeSpan.FromHours(1)));
    }

    [Fact]
    public void What_the_job_asks_for_wrongly_is_its_user_s_to_mend_and_a_template_that_cannot_be_rendered_the_admin_s()
    {
        var broken = AskingJob.Site() with { Script = "#!/bin/bash\n{{ 1 / 0 }}\n", ScriptPlace = Place };

        Plan(broken, AskingJob.Tagged("cpu=many")).ShouldBeOfType<PlanResult.Malformed>().Reason.ShouldContain("'cpu=many'");
        Plan(broken, AskingJob.Tagged()).ShouldBeOfType<PlanResult.TemplateFault>().Reason.ShouldStartWith("/shared/fw-hpc/settings/cast.yml:6:");
        Plan(broken with { ScriptPlace = null }, AskingJob.Tagged()).ShouldBeOfType<PlanResult.TemplateFault>().Reason.ShouldStartWith("'script' in cast.yml cannot be rendered: ");
    }

    [Fact]
    public void A_command_that_cannot_be_rendered_is_told_with_its_own_place()
    {
        var site = AskingJob.Site() with { Command = ["sbatch", "{{ 1 / 0 }}"], CommandPlaces = [Place, Place with { Line = 20, BlockIndent = null }] };

        Plan(site, AskingJob.Tagged()).ShouldBeOfType<PlanResult.TemplateFault>().Reason.ShouldMatch(@"^/shared/fw-hpc/settings/cast\.yml:20:\d+: 'command' cannot be rendered: ");
    }

    [Fact]
    public void Templates_that_are_no_Jinja_are_told_before_any_job_is_planned()
    {
        Create(AskingJob.Site() with { Script = "{% if" }).Fault.ShouldNotBeNull().ShouldStartWith("'script' in cast.yml is not a valid Jinja2 template: ");
        var (renderer, fault) = Create(AskingJob.Site() with { Command = ["sbatch", "{{"], CommandPlaces = [Place, Place with { Line = 20, BlockIndent = null }] });
        renderer.ShouldBeNull();
        fault.ShouldNotBeNull().ShouldMatch(@"^/shared/fw-hpc/settings/cast\.yml:20:\d+: 'command' is not a valid Jinja2 template: ");
        Create(AskingJob.Site() with { Command = ["{{"] }).Fault.ShouldNotBeNull().ShouldStartWith("'command' in cast.yml is not");
    }

    [Fact]
    public void A_sample_job_gets_its_values_as_every_job_does()
    {
        var settings = AskingJob.Site() with { MapJobPriority = true, FwPriorityMap = new Dictionary<string, int> { ["medium"] = 5 }, Script = Names("job.fw_id", "job.nonce", "job.gpu", "job.priority") };

        var (values, refusal) = SampleJob.Values(settings, Defaults, Create(settings).Renderer!, ["gpu=2"]);

        refusal.ShouldBeNull();
        Create(settings).Renderer!.Render(values!).Script.Split('\n').ShouldBe(
            [$"job.fw_id={SampleJob.Id}", $"job.nonce={SampleJob.Nonce}", "job.gpu=2", "job.priority=5"]);
        SampleJob.Values(settings, Defaults, Create(settings).Renderer!, ["gpu=9"]).Refusal.ShouldNotBeNull().ShouldContain("gpu=9");
    }

    [Fact]
    public void A_user_who_looks_up_the_manual_finds_the_names_by_which_resources_are_asked_for()
    {
        AskingWords.All.Select(word => $"{string.Join(' ', word.Options)} | {string.Join(' ', word.Tags)} | {word.Kind}").ShouldBe(
        [
            "scheduler_cpu slurm-cpu | cpu= cpus= scheduler_cpu= | None",
            "scheduler_ram slurm-ram | ram= ram-gb= scheduler_ram= | None",
            "scheduler_gpu | gpu gpu= scheduler_gpu= | Gpu",
            "scheduler_walltime | walltime= scheduler_walltime= | Walltime",
            "scheduler_partition | partition= scheduler_partition= | Partition",
            "scheduler_account | account= scheduler_account= | Account",
            "scheduler_qos | qos= scheduler_qos= | Qos",
            "scheduler_constraint | constraint= scheduler_constraint= | Constraint",
        ]);
        AskingWords.All.Select(word => word.Leave).ShouldBe(
        [
            "none needed; max_cpu limits", "none needed; max_ram limits", "none needed for one; max_gpu for more, allowed_gpu_types for a type", "max_walltime",
            "allowed_partitions", "allowed_accounts", "allowed_qos", "allowed_constraints",
        ]);
        AskingWords.All.ShouldAllBe(word => word.Form.Length > 5 && word.Noun.Length > 2);
    }

    private static SchedulerDefaults Defaults => SchedulerRegistry.Defaults("slurm")!;

    private static (ScriptRenderer? Renderer, string? Fault) Create(CastSettings settings) => ScriptRenderer.Create(Folder, settings, Defaults);

    private static string Names(params IEnumerable<string> names) => string.Join('\n', names.Select(name => $"{name}={{{{ {name} }}}}"));

    private static string[] Values(CastSettings settings, FlywheelJob job, Func<ResourceRequest, ResourceRequest>? change = null)
    {
        var renderer = Create(settings with { Script = Names(TemplateValues.All.Select(value => value.Name)) }).Renderer!;
        var request = (change ?? (r => r))(settings.Request(job));
        return renderer.Render(renderer.Values(job, "n1", request)).Script.Split('\n');
    }

    private static PlanResult Plan(CastSettings settings, FlywheelJob job, LedgerEntry? again = null) =>
        new JobPlanner(new ResourcePlanner(settings, Defaults), Create(settings).Renderer!, new(settings, new NoPriority())).Plan(new Candidate(job), again);

    private static JobPlan Planned(CastSettings settings, FlywheelJob job, LedgerEntry? again = null) => Plan(settings, job, again).ShouldBeOfType<PlanResult.Planned>().Plan;

    private static (string Memory, long Bytes, TimeSpan? Walltime) Resources(CastSettings settings, FlywheelJob job, LedgerEntry again)
    {
        var resources = Planned(settings, job, again).Resources;
        return (resources.Memory, resources.MemoryBytes, resources.Walltime);
    }
}
