namespace HpcClient.Scheduling.Tests.Sge;

public sealed class SgeScriptTests
{
    private const string Id = "64b5bce63a26373568590001";

    [Fact]
    public void The_script_asks_for_what_it_always_asked_for() => Directives([]).ShouldBe(
        [$"-N fw-{Id}", "-j y", $"-o \"/fw hpc/logs/queue/job-{Id}.txt\"", "-S /bin/bash", "-l h_vmem=64M", "-pe threaded 1"]);

    [Fact]
    public void The_script_asks_for_the_rest_where_given() => Directives(new()
    {
        ["job.cpu"] = "4-8",
        ["job.gpu_count"] = "2",
        ["job.walltime"] = "4:00:00",
        ["job.partition"] = "long.q",
        ["job.account"] = "lab",
        ["job.constraint"] = "bigmem",
        ["job.scheduler_priority"] = "-100",
    }).Skip(5).ShouldBe(["-pe threaded 4-8", "-l gpu=2", "-l h_rt=4:00:00", "-q long.q", "-P lab", "-l bigmem", "-p -100"]);

    [Fact]
    public void What_the_script_can_ask_for_is_what_is_offered() => SchedulerRegistry.Defaults("sge")!.Offers.ShouldBe(
        ResourceKinds.Gpu | ResourceKinds.Walltime | ResourceKinds.Partition | ResourceKinds.Account | ResourceKinds.Constraint);

    private static IEnumerable<string> Directives(Dictionary<string, string?> changes)
    {
        var values = ScriptTemplate.Values("/fw hpc", Id);
        foreach (var (key, value) in changes)
        {
            values[key] = value;
        }

        return ScriptTemplate.Render(SchedulerRegistry.Defaults("sge")!.ScriptTemplate, values)
            .Split('\n').Where(line => line.StartsWith("#$ ", StringComparison.Ordinal)).Select(line => line[3..]);
    }
}
