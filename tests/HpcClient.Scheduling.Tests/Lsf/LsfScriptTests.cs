namespace HpcClient.Scheduling.Tests.Lsf;

public sealed class LsfScriptTests
{
    private const string Id = "64b5bce63a26373568590001";

    [Fact]
    public void The_script_asks_for_what_it_always_asked_for() => Directives([]).ShouldBe(
        ["-P flywheel", $"-J fw-{Id}", "-n 1", "-R rusage[mem=4000]", $"-oo /fw/logs/queue/job-{Id}.txt", $"-eo /fw/logs/queue/job-{Id}.txt"]);

    [Fact]
    public void The_script_asks_for_the_rest_where_given() => Directives(new()
    {
        ["job.gpu_count"] = "2",
        ["job.gpu_type"] = "a100",
        ["job.walltime"] = "4:00",
        ["job.partition"] = "long",
        ["job.account"] = "lab",
        ["job.qos"] = "gold",
        ["job.constraint"] = "bigmem",
        ["job.scheduler_priority"] = "50",
        ["job.nonce"] = "abc",
    }).Where(line => !line.StartsWith("-oo", StringComparison.Ordinal) && !line.StartsWith("-eo", StringComparison.Ordinal)).ShouldBe(
    [
        "-P lab", $"-J fw-{Id}", "-n 1", "-R rusage[mem=4000]", "-gpu \"num=2:gmodel=a100\"", "-W 4:00", "-q long", "-sla gold",
        "-R \"select[bigmem]\"", "-sp 50", "-Jd abc",
    ]);

    [Fact]
    public void GPUs_without_a_type_name_none() => Directives(new() { ["job.gpu_count"] = "1" }).ShouldContain("-gpu \"num=1\"");

    [Theory]
    [InlineData(240, "4:00")]
    [InlineData(61.5, "1:02")]
    [InlineData(0.5, "0:01")]
    [InlineData(6000, "100:00")]
    public void A_walltime_is_whole_minutes_and_never_less(double minutes, string text) =>
        SchedulerRegistry.Defaults("lsf")!.WalltimeText(TimeSpan.FromMinutes(minutes)).ShouldBe(text);

    [Fact]
    public void A_path_with_blanks_is_refused_with_the_default_script() =>
        ScriptPaths.Fault("/fw hpc", SchedulerRegistry.Defaults("lsf")!.RefusedInPaths).ShouldNotBeNull();

    private static IEnumerable<string> Directives(Dictionary<string, string?> changes)
    {
        var values = ScriptTemplate.Values("/fw", Id);
        values["job.ram"] = "rusage[mem=4000]";
        foreach (var (key, value) in changes)
        {
            values[key] = value;
        }

        return ScriptTemplate.Render(SchedulerRegistry.Defaults("lsf")!.ScriptTemplate, values)
            .Split('\n').Where(line => line.StartsWith("#BSUB ", StringComparison.Ordinal)).Select(line => line[6..]);
    }
}
