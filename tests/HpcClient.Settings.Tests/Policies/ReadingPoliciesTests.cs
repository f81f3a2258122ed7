using HpcClient.Settings.Cast;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Resources;

namespace HpcClient.Settings.Tests.Policies;

public sealed class ReadingPoliciesTests
{
    private const string Start = "cast:\n  cluster: slurm\n  cast_on_tag: true\n";

    [Fact]
    public void Every_cause_gets_its_policy()
    {
        var policies = Read("""
              on_end:
                out_of_memory: {do: more_memory, factor: 2.5, max: 64G, times: 2}
                time_limit: {do: more_time, factor: 1.5, max: 2-00:00:00, times: 20}
                node_failure: resubmit
                preempted: {do: resubmit, times: 5}
                launch_failure: report
                lost: {do: report}

            """).OnEnd;

        policies.Given.ShouldBe(
            new Dictionary<PolicyCause, EndPolicy>
            {
                [PolicyCause.OutOfMemory] = new(EndAction.MoreMemory) { Factor = 2.5, MaxMemoryBytes = 64 * MemoryAmount.Gibibyte, Times = 2 },
                [PolicyCause.TimeLimit] = new(EndAction.MoreTime) { Factor = 1.5, MaxWalltime = TimeSpan.FromDays(2), Times = 20 },
                [PolicyCause.NodeFailure] = new(EndAction.Resubmit),
                [PolicyCause.Preempted] = new(EndAction.Resubmit) { Times = 5 },
                [PolicyCause.LaunchFailure] = EndPolicy.Report,
                [PolicyCause.Lost] = EndPolicy.Report,
            },
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  on_end:\n")]
    [InlineData("  on_end: {}\n")]
    [InlineData("  on_end: {out_of_memory: }\n")]
    public void What_is_not_named_is_reported(string lines)
    {
        var policies = Read(lines).OnEnd;

        policies.Given.ShouldBeEmpty();
        Enum.GetValues<PolicyCause>().ShouldAllBe(cause => policies.For(cause) == EndPolicy.Report);
    }

    [Theory]
    [InlineData("out_of_memory: more_memory", PolicyCause.OutOfMemory, EndAction.MoreMemory)]
    [InlineData("out_of_memory: {do: more_memory, factor: , max: ~}", PolicyCause.OutOfMemory, EndAction.MoreMemory)]
    [InlineData("time_limit: more_time", PolicyCause.TimeLimit, EndAction.MoreTime)]
    [InlineData("'preempted': \"resubmit\"", PolicyCause.Preempted, EndAction.Resubmit)]
    public void A_word_alone_takes_the_defaults_of_the_rest(string line, PolicyCause cause, EndAction action)
    {
        var policy = Read($"  on_end: {{{line}}}\n").OnEnd.For(cause);

        policy.ShouldBe(new EndPolicy(action));
        (policy.Times, policy.Factor, policy.MaxMemoryBytes, policy.MaxWalltime).ShouldBe((1, 2.0, null, null));
    }

    [Theory]
    [InlineData("4:00:00", 4)]
    [InlineData("'4:00:00'", 4)]
    [InlineData("2-12", 60)]
    [InlineData("30h", 30)]
    public void A_longest_walltime_is_written_as_everywhere(string max, int hours) =>
        Read($"  on_end:\n    time_limit: {{do: more_time, max: {max}}}\n").OnEnd.For(PolicyCause.TimeLimit).MaxWalltime.ShouldBe(TimeSpan.FromHours(hours));

    [Theory]
    [InlineData("out_of_memory: {do: more_memory, factor: 1.1, max: 64, times: 3}")]
    [InlineData("out_of_memory: {do: more_memory, factor: 1.0000000000000002}")]
    [InlineData("time_limit: {do: more_time, factor: 10, max: 90m}")]
    [InlineData("lost: report, out_of_memory: resubmit, preempted: {do: resubmit, times: 20}")]
    [InlineData("")]
    public void What_is_shown_reads_back_the_same(string policies)
    {
        var settings = Read($"  on_end: {{{policies}}}\n  poll_seconds: 5\n  status_port: 65535\n  keep_reported_days: 3650\n  keep_usage_months: 1\n");

        var shown = ShowConfig.Text(settings);
        var back = CastSettingsReader.Parse(shown, "shown").Settings.ShouldNotBeNull(shown);

        back.OnEnd.Given.ShouldBe(settings.OnEnd.Given, ignoreOrder: true);
        (back.PollSeconds, back.StatusPort, back.KeepReportedDays, back.KeepUsageMonths).ShouldBe((5, 65535, 3650, 1));
        ShowConfig.Text(back).ShouldBe(shown);
    }

    [Fact]
    public void What_is_shown_says_what_counts()
    {
        var shown = ShowConfig.Text(Read("  on_end: {node_failure: resubmit, time_limit: {do: more_time, max: 2d}, out_of_memory: {do: more_memory, max: 64}}\n"));

        shown.ShouldContain("""

              on_end:
                out_of_memory: {do: more_memory, factor: 2, max: 64G, times: 1}
                time_limit: {do: more_time, factor: 2, max: "48:00:00", times: 1}
                node_failure: {do: resubmit, times: 1}
              keep_reported_days: 90
              keep_usage_months: 24
              poll_seconds: 60
              claim_jobs: false
              max_claimed_jobs: 100
              # status_port: left to its default

            """);
    }

    private static CastSettings Read(string lines)
    {
        var result = CastSettingsReader.Parse(Start + lines, "cast.yml");
        result.Faults.ShouldBeEmpty();
        result.Warnings.ShouldBeEmpty();
        return result.Settings.ShouldNotBeNull();
    }
}
