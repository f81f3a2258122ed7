using HpcClient.Scheduling.Lsf;
using HpcClient.Scheduling.Priorities;
using HpcClient.Scheduling.Sge;
using HpcClient.Scheduling.Slurm;
using HpcClient.Scheduling.Tests.Slurm;

namespace HpcClient.Scheduling.Tests;

/// <summary>Who may ask for which priority at each scheduler; the answers of their commands are from their manuals.</summary>
public sealed class PriorityRuleTests
{
    private const uint Ann = 1000;
    private static readonly int[] Numbers = [1, 10, 1000];

    [Fact]
    public async Task At_Slurm_an_ordinary_user_gets_nice_with_0_for_the_most_urgent()
    {
        using var slurm = Slurm("SlurmUser               = slurm(64030)");

        var scale = await ScaleAsync(new SlurmPriority(slurm.Context, Ann));

        (scale.Nice(1000), scale.Nice(1), scale.Priority(1)).ShouldBe((0, 999, null));
        slurm.CallsOf("scontrol").ShouldBe(["show config"]);
    }

    [Theory]
    [InlineData(Ann, "SlurmUser               = ann(1000)", 1)]
    [InlineData(0u, "SlurmUser = slurm(64030)", 0)]
    public async Task At_Slurm_its_own_user_and_root_set_the_priority(uint user, string config, int calls)
    {
        using var slurm = Slurm(config);

        var scale = await ScaleAsync(new SlurmPriority(slurm.Context, user));

        (scale.Priority(10), scale.Nice(10)).ShouldBe((10, null));
        slurm.CallsOf("scontrol").Length.ShouldBe(calls);
    }

    [Theory]
    [InlineData("exit 1")]
    [InlineData("true")]
    [InlineData("echo 'SlurmUser = slurm(nobody)'")]
    [InlineData("echo 'NotSlurmUser = ann(1000)'")]
    public async Task Where_Slurm_does_not_say_who_we_are_nice_is_safe(string scontrol)
    {
        using var slurm = CommandStandIn.Slurm().With("scontrol", scontrol);

        (await ScaleAsync(new SlurmPriority(slurm.Context, Ann))).Kind.ShouldBe(PriorityKind.Nice);
    }

    [Theory]
    [InlineData(true, PriorityKind.AsIs)]
    [InlineData(false, PriorityKind.Nice)]
    public async Task What_the_settings_say_of_us_is_not_asked_for(bool mayRaise, PriorityKind kind)
    {
        using var slurm = Slurm("SlurmUser = slurm(64030)");

        var (scale, fault) = await new SlurmPriority(slurm.Context, Ann).ScaleAsync(Numbers, mayRaise, default);

        fault.ShouldBeNull();
        scale!.Kind.ShouldBe(kind);
        slurm.CallsOf("scontrol").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("echo root; echo ann", "echo none", PriorityKind.AsIs)]
    [InlineData("echo root", "echo ann", PriorityKind.AsIs)]
    [InlineData("echo root; echo annabel", "echo none", PriorityKind.BelowZero)]
    [InlineData("exit 1", "exit 1", PriorityKind.BelowZero)]
    public async Task At_Grid_Engine_managers_and_operators_may_go_above_0(string managers, string operators, PriorityKind kind)
    {
        using var sge = CommandStandIn.Slurm().With("qconf", $"case $1 in -sm) {managers};; -so) {operators};; *) exit 2;; esac");

        var scale = await ScaleAsync(new SgePriority(sge.Context, "ann"));

        scale.Kind.ShouldBe(kind);
        (scale.Priority(1000), scale.Priority(1)).ShouldBe(kind == PriorityKind.AsIs ? (1000, 1) : (0, -999));
    }

    [Theory]
    [InlineData("slurm", true, new[] { 0, 5 }, "from 1")]
    [InlineData("slurm", false, new[] { int.MinValue, int.MaxValue }, "nice")]
    [InlineData("sge", true, new[] { 1, 1025 }, "1025")]
    [InlineData("sge", true, new[] { -1024, 1 }, "-1024")]
    [InlineData("sge", false, new[] { 1, 1025 }, "1024 apart")]
    [InlineData("lsf", false, new[] { 0, 5 }, "from 1")]
    public async Task Numbers_out_of_range_are_a_fault_of_the_settings_and_never_bent(string scheduler, bool mayRaise, int[] numbers, string word)
    {
        var rule = SchedulerRegistry.PriorityRule(scheduler, new() { LocalStateFolder = "", ShepherdCommand = [] });

        var (scale, fault) = await rule.ScaleAsync(numbers, mayRaise, default);

        scale.ShouldBeNull();
        fault.ShouldNotBeNull().ShouldContain("fw_priority_map");
        fault.ShouldContain(word);
        rule.FitsAnybody(numbers).ShouldBeFalse();
        rule.FitsAnybody(Numbers).ShouldBeTrue();
    }

    [Theory]
    [InlineData("slurm", true, new[] { 1, int.MaxValue }, false)]
    [InlineData("slurm", false, new[] { 0, 5 }, false)]
    [InlineData("slurm", false, new[] { 1, 2147483646 }, true)]
    [InlineData("sge", true, new[] { -1023, 1024 }, false)]
    [InlineData("sge", true, new[] { -500, 600 }, false)]
    [InlineData("sge", false, new[] { 1025, 1026 }, false)]
    [InlineData("sge", false, new[] { 0, 1023 }, true)]
    [InlineData("lsf", false, new[] { 1, 2 }, true)]
    [InlineData("local", false, new[] { -5, 5 }, true)]
    public async Task Numbers_at_the_edge_are_taken_and_fit_anybody_only_where_all_could_ask_for_them(string scheduler, bool mayRaise, int[] numbers, bool fitsAnybody)
    {
        var rule = SchedulerRegistry.PriorityRule(scheduler, new() { LocalStateFolder = "", ShepherdCommand = [] });

        var (scale, fault) = await rule.ScaleAsync(numbers, mayRaise, default);

        fault.ShouldBeNull();
        scale.ShouldNotBeNull().Highest.ShouldBe(numbers.Max());
        rule.FitsAnybody(numbers).ShouldBe(fitsAnybody);
    }

    [Fact]
    public async Task The_words_for_numbers_out_of_range_name_the_number_and_the_range()
    {
        var rule = SchedulerRegistry.PriorityRule("sge", new() { LocalStateFolder = "", ShepherdCommand = [] });

        (await rule.ScaleAsync([1024, -1024], true, default)).Fault.ShouldNotBeNull().ShouldContain("the number -1024,");
        (await rule.ScaleAsync([0, 1024], false, default)).Fault.ShouldNotBeNull().ShouldEndWith("within 1023 of each other.");
    }

    [Fact]
    public void A_number_too_far_away_is_a_fault_and_never_wraps_around()
    {
        Should.Throw<OverflowException>(() => new PriorityScale(PriorityKind.BelowZero, 5).Priority(int.MinValue));
        Should.Throw<OverflowException>(() => new PriorityScale(PriorityKind.Nice, 5).Nice(int.MinValue));
    }

    [Fact]
    public async Task LSF_takes_the_numbers_as_they_are() => (await ScaleAsync(new LsfPriority())).Priority(10).ShouldBe(10);

    [Fact]
    public async Task The_local_scheduler_knows_no_priorities()
    {
        var scale = await ScaleAsync(SchedulerRegistry.PriorityRule("local", new() { LocalStateFolder = "", ShepherdCommand = [] }));

        (scale.Priority(1), scale.Nice(1)).ShouldBe((null, null));
    }

    private static CommandStandIn Slurm(string line) => CommandStandIn.Slurm().With("scontrol", $"echo 'Configuration data as of 2026-11-22'\necho '{line}'\necho 'SlurmdUser = root(0)'");

    private static async Task<PriorityScale> ScaleAsync(IPriorityRule rule)
    {
        var (scale, fault) = await rule.ScaleAsync(Numbers, null, default);
        fault.ShouldBeNull();
        return scale!;
    }
}
