using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Casting.Selection;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Tests.Planning.Resources;

/// <summary>Tags and options that try to be more than a value.</summary>
public sealed class HostileRequestTests
{
    private static readonly string[] Keys = ["cpu", "cpus", "ram", "ram-gb", "gpu", "walltime", "partition", "account", "qos", "constraint"];

    private static readonly string[] Options =
        ["scheduler_cpu", "scheduler_ram", "slurm-cpu", "slurm-ram", "scheduler_gpu", "scheduler_walltime", "scheduler_partition", "scheduler_account", "scheduler_qos", "scheduler_constraint"];

    [Theory]
    [InlineData("slurm")]
    [InlineData("sge")]
    [InlineData("lsf")]
    public void No_hostile_tag_gets_through(string cluster)
    {
        HostileValues.All.Count.ShouldBeGreaterThan(60);
        foreach (var (key, value) in Keys.SelectMany(key => HostileValues.All.Select(value => (key, value))))
        {
            foreach (var tag in (string[])[$"{key}={value}", $"{key.ToUpperInvariant()}= {value}"])
            {
                Refused(cluster, AskingJob.Tagged(tag), tag);
            }
        }
    }

    [Theory]
    [InlineData("slurm")]
    [InlineData("sge")]
    [InlineData("lsf")]
    public void No_hostile_option_gets_through(string cluster)
    {
        foreach (var (option, value) in Options.SelectMany(option => HostileValues.All.Select(value => (option, value))))
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                Refused(cluster, AskingJob.WithOption(option, value), $"{option}={value}");
            }
        }
    }

    [Fact]
    public void Tags_that_are_no_request_leave_no_trace_in_the_script()
    {
        var harmless = Script(AskingJob.Tagged());
        foreach (var value in HostileValues.All)
        {
            Script(AskingJob.Tagged(value, $"x{value}", $"my-cpu={value}", $"{value}=4", $"cpu {value}")).ShouldBe(harmless);
        }
    }

    private static void Refused(string cluster, FlywheelJob job, string what)
    {
        var refusal = AskingJob.Site(cluster: cluster).Plan(job).Fault.ShouldNotBeNull(what);

        refusal.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator).ShouldBeFalse(what);
        refusal.Length.ShouldBeLessThan(700);
        refusal.ShouldNotContain(HostileValues.Canary);
    }

    private static string Script(FlywheelJob job)
    {
        var settings = AskingJob.Site();
        var defaults = SchedulerRegistry.Defaults("slurm")!;
        var planner = new JobPlanner(new ResourcePlanner(settings, defaults), ScriptRenderer.Create(new WorkFolder("/shared/fw-hpc"), settings, defaults).Renderer!, new(settings, new NoPriority()));
        var plan = planner.Plan(new Candidate(job)).ShouldBeOfType<PlanResult.Planned>().Plan;
        return plan.Script.Replace(plan.Nonce, "nonce", StringComparison.Ordinal);
    }
}
