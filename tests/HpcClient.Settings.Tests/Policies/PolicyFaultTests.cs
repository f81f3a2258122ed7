using HpcClient.Settings.Cast;
using HpcClient.Settings.Policies;

namespace HpcClient.Settings.Tests.Policies;

public sealed class PolicyFaultTests
{
    private const string Start = "cast:\n  cluster: slurm\n  cast_on_tag: true\n  on_end:\n";

    [Theory]
    [InlineData("out_of_mem: resubmit", 5, "on_end.out_of_mem", "Did you mean 'out_of_memory'?")]
    [InlineData("Lost: report", 5, "on_end.Lost", "Did you mean 'lost'?")]
    [InlineData("cancelled: resubmit", 5, "on_end.cancelled", "Known are: out_of_memory, time_limit, node_failure, preempted, launch_failure, lost.")]
    [InlineData("preempted: resubmitt", 16, "on_end.preempted", "There is no policy 'resubmitt'. Did you mean 'resubmit'?")]
    [InlineData("preempted: {do: more-memory}", 21, "on_end.preempted.do", "Did you mean 'more_memory'?")]
    [InlineData("preempted: {do: [resubmit]}", 21, "on_end.preempted.do", "not a list")]
    [InlineData("preempted: [resubmit]", 16, "on_end.preempted", "a word or a group of keys, not a list")]
    [InlineData("preempted: {times: 2}", 16, "on_end.preempted", "Add 'do:' with one of: report, resubmit.")]
    [InlineData("preempted: {do: , times: 2}", 16, "on_end.preempted", "Add 'do:'")]
    [InlineData("preempted: {do: resubmit, time: 2}", 31, "on_end.preempted.time", "There is no key 'time'. Did you mean 'times'?")]
    [InlineData("preempted: {do: resubmit, times: 0}", 38, "on_end.preempted.times", "from 1 to 20, not '0'")]
    [InlineData("preempted: {do: resubmit, times: 21}", 38, "on_end.preempted.times", "from 1 to 20, not '21'")]
    [InlineData("preempted: {do: resubmit, times: often}", 38, "on_end.preempted.times", "not 'often'")]
    [InlineData("preempted: {do: resubmit, times: 2, times: 3}", 41, "on_end.preempted.times", "there twice, first in line 5")]
    [InlineData("preempted: {do: resubmit, factor: 2}", 31, "on_end.preempted.factor", "no meaning beside 'resubmit'. Remove it.")]
    [InlineData("out_of_memory: {do: resubmit, factor: nonsense}", 35, "on_end.out_of_memory.factor", "Remove it, or write 'do: more_memory'.")]
    [InlineData("time_limit: {do: resubmit, max: 2d}", 32, "on_end.time_limit.max", "Remove it, or write 'do: more_time'.")]
    [InlineData("lost: {do: report, times: 2}", 24, "on_end.lost.times", "Remove it, or write 'do: resubmit'.")]
    [InlineData("time_limit: more_memory", 17, "on_end.time_limit", "'more_memory' is no remedy for time_limit. Write one of: report, resubmit, more_time.")]
    [InlineData("time_limit: {do: more_memory, max: 64G}", 22, "on_end.time_limit.do", "no remedy for time_limit")]
    [InlineData("out_of_memory: more_time", 20, "on_end.out_of_memory", "Write one of: report, resubmit, more_memory.")]
    [InlineData("lost: more_memory", 11, "on_end.lost", "Write one of: report, resubmit.")]
    [InlineData("out_of_memory: {do: more_memory, factor: 1}", 46, "on_end.out_of_memory.factor", "above 1 up to 10, not '1'")]
    [InlineData("out_of_memory: {do: more_memory, factor: 10.1}", 46, "on_end.out_of_memory.factor", "above 1 up to 10, not '10.1'")]
    [InlineData("out_of_memory: {do: more_memory, factor: -2}", 46, "on_end.out_of_memory.factor", "above 1")]
    [InlineData("out_of_memory: {do: more_memory, factor: .nan}", 46, "on_end.out_of_memory.factor", "above 1")]
    [InlineData("out_of_memory: {do: more_memory, factor: NaN}", 46, "on_end.out_of_memory.factor", "above 1")]
    [InlineData("out_of_memory: {do: more_memory, factor: 1,5}", 48, "on_end.out_of_memory.5", "There is no key '5'")]
    [InlineData("out_of_memory: {do: more_memory, max: 2-00:00:00}", 43, "on_end.out_of_memory.max", "no amount of memory. Write whole gigabytes from 1, such as 8G, as the memory of the whole job.")]
    [InlineData("out_of_memory: {do: more_memory, max: 64000M}", 43, "on_end.out_of_memory.max", "'64000M' is no amount of memory")]
    [InlineData("out_of_memory: {do: more_memory, max: 0G}", 43, "on_end.out_of_memory.max", "no amount of memory")]
    [InlineData("time_limit: {do: more_time, max: 64G}", 38, "on_end.time_limit.max", "'64G' is no walltime. Write hours, minutes and seconds")]
    [InlineData("time_limit: {do: more_time, max: 240}", 38, "on_end.time_limit.max", "'240' is no walltime")]
    public void A_fault_names_its_place_its_key_and_the_remedy(string line, int column, string key, string says)
    {
        var faults = CastSettingsReader.Parse($"{Start}    {line}\n", "/x/cast.yml").Faults;

        // A comma in a number leaves a 1 before it, which is told too.
        var fault = line.Contains("1,5", StringComparison.Ordinal) ? faults[^1] : faults.ShouldHaveSingleItem();
        (fault.Line, fault.Column, fault.Key).ShouldBe((5, column, key));
        fault.ToString().ShouldContain(says);
    }

    [Theory]
    [InlineData("on_end: resubmit", 11, "a group of causes with what is done for each, not 'resubmit'")]
    [InlineData("on_end: [resubmit]", 11, "not a list")]
    [InlineData("on_ends: {}", 3, "Did you mean 'on_end'?")]
    [InlineData("keep_reported_days: 0", 23, "from 1 to 3650, not '0'")]
    [InlineData("keep_reported_days: 3651", 23, "not '3651'")]
    [InlineData("keep_reported_days: 90d", 23, "not '90d'")]
    [InlineData("keep_usage_months: 241", 22, "from 1 to 240, not '241'")]
    [InlineData("keep_usage_months: 1.5", 22, "not '1.5'")]
    [InlineData("poll_seconds: 4", 17, "from 5 to 3600, not '4'")]
    [InlineData("poll_seconds: 99999999999999999999", 17, "from 5 to 3600")]
    [InlineData("status_port: 80", 16, "from 1024 to 65535, not '80'")]
    [InlineData("status_port: 65536", 16, "not '65536'")]
    [InlineData("status_port: 127.0.0.1:9477", 16, "not '127.0.0.1:9477'")]
    [InlineData("status_port: {port: 9477}", 16, "not a group of keys")]
    public void A_value_that_cannot_be_is_a_fault_at_its_place(string line, int column, string says)
    {
        var fault = CastSettingsReader.Parse($"cast:\n  cluster: slurm\n  cast_on_tag: true\n  {line}\n", "cast.yml").Faults.ShouldHaveSingleItem();

        (fault.Line, fault.Column).ShouldBe((4, column));
        fault.ToString().ShouldContain(says);
    }

    [Fact]
    public void All_faults_of_all_causes_are_told_at_once_in_the_order_of_the_file()
    {
        var faults = CastSettingsReader.Parse(
            Start + """
                    out_of_memory: {do: more_memroy, factor: 99, max: lots, times: 99}
                    preempted: {do: resubmit, max: 2d}
                    nodefailure: resubmit
                    preempted: report
                  poll_seconds: 1

                """, "cast.yml").Faults;

        faults.Select(f => (f.Key, f.Line)).ShouldBe(
            [
                ("on_end.out_of_memory.do", 5), ("on_end.out_of_memory.factor", 5), ("on_end.out_of_memory.max", 5), ("on_end.out_of_memory.times", 5),
                ("on_end.preempted.max", 6), ("on_end.nodefailure", 7), ("on_end.preempted", 8), ("poll_seconds", 9),
            ]);
        faults[2].Problem.ShouldContain("neither memory nor a walltime");
        faults[^2].Problem.ShouldContain("there twice, first in line 6");
    }

    [Fact]
    public void Nothing_hostile_becomes_a_policy()
    {
        foreach (var value in HostileValues.All.Where(v => !v.Any(char.IsSurrogate)))
        {
            var quoted = $"\"{string.Concat(value.Select(c => $"\\u{(int)c:x4}"))}\"";
            foreach (var line in (string[])[$"{quoted}: report", $"lost: {quoted}", $"out_of_memory: {{do: more_memory, max: {quoted}}}", $"out_of_memory: {{do: more_memory, {quoted}: 1}}"])
            {
                if (CastSettingsReader.Parse($"{Start}    {line}\n", "cast.yml").Settings is { } settings)
                {
                    // A number between blanks is still that number of gigabytes.
                    value.Trim().ShouldAllBe(c => char.IsAsciiDigit(c) || c == 'G' || c == 'g', line);
                    settings.OnEnd.For(PolicyCause.OutOfMemory).MaxMemoryBytes.ShouldNotBeNull(line);
                }
            }
        }
    }
}
