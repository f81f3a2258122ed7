using HpcClient.Casting.Planning.Priorities;
using HpcClient.Casting.Tests.Sweeping;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Priorities;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Planning.Priorities;

/// <summary>Which priority the scheduler gets for the site's word, and when it is asked who we are.</summary>
public sealed class PriorityPlanTests
{
    private static readonly ResourceRequest Request = new() { Cpus = "1", CpuCount = 1, Memory = "4G", MemoryBytes = 4L << 30 };

    private readonly ScriptedRule _rule = new();
    private readonly RecordedLog _log = new();

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public async Task Priorities_are_handed_on_where_the_settings_say_so_and_have_numbers(bool isMapped, bool hasNumbers, bool isOn)
    {
        var plan = new PriorityPlan(new() { Cluster = "slurm", MapJobPriority = isMapped, FwPriorityMap = hasNumbers ? Numbers : [] }, _rule);
        _rule.Fits = false;

        await plan.CheckAsync(CastingDesk.Token);
        await plan.PrepareAsync(CastingDesk.Token);

        plan.IsOn.ShouldBe(isOn);
        _rule.Asked.Count.ShouldBe(isOn ? 1 : 0);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task At_the_start_of_a_sweep_the_scheduler_is_asked_only_where_that_decides_whether_the_settings_are_right(bool fits, int asked)
    {
        _rule.Fits = fits;

        await Plan().CheckAsync(CastingDesk.Token);

        _rule.Asked.Count.ShouldBe(asked);
    }

    [Theory]
    [InlineData(PriorityAs.Auto, null)]
    [InlineData(PriorityAs.Priority, true)]
    [InlineData(PriorityAs.Nice, false)]
    public async Task The_scheduler_is_asked_who_we_are_unless_the_settings_say_it(PriorityAs way, bool? mayRaise)
    {
        await Plan(way).PrepareAsync(CastingDesk.Token);

        _rule.Asked.ShouldBe([mayRaise]);
        _rule.Numbers.ShouldBe([1, 100], ignoreOrder: true);
    }

    [Fact]
    public async Task It_is_asked_once_a_sweep_also_where_the_answer_was_a_fault()
    {
        var plan = Plan();
        await plan.PrepareAsync(CastingDesk.Token);
        await plan.PrepareAsync(CastingDesk.Token);
        _rule.Asked.Count.ShouldBe(1);
        plan.Fault.ShouldBeNull();

        _rule.Answer = (null, "The numbers do not fit.");
        var other = Plan();
        await other.PrepareAsync(CastingDesk.Token);
        await other.PrepareAsync(CastingDesk.Token);
        _rule.Asked.Count.ShouldBe(2);
        other.Fault.ShouldBe("The numbers do not fit.");
    }

    [Theory]
    [InlineData(PriorityKind.AsIs, 1, null)]
    [InlineData(PriorityKind.Nice, null, 99)]
    public async Task A_job_gets_priority_or_nice_as_our_user_may(PriorityKind kind, int? priority, int? nice)
    {
        _rule.Answer = (new(kind, 100), null);
        var plan = Plan();
        await plan.PrepareAsync(CastingDesk.Token);

        var completed = plan.Complete(Request with { Priority = 1 }, Job("low"));

        (completed.SchedulerPriority, completed.Nice).ShouldBe((priority, nice));
    }

    [Fact]
    public async Task Words_without_a_number_are_told_once_and_jobs_without_a_word_are_no_matter()
    {
        var plan = Plan();
        await plan.PrepareAsync(CastingDesk.Token);
        plan.Complete(Request, Job("urgent")).ShouldBe(Request);
        plan.Complete(Request, Job(null));
        plan.Complete(Request with { Priority = 1 }, Job("low"));

        plan.Warn(_log);

        _log.Warnings.ShouldHaveSingleItem().ShouldContain("of the site: 'urgent' (1 job). The jobs");
    }

    [Fact]
    public void Where_priorities_are_not_handed_on_no_word_is_missed()
    {
        var plan = new PriorityPlan(new() { Cluster = "slurm" }, _rule);
        plan.Complete(Request, Job("urgent"));

        plan.Warn(_log);

        _log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void A_number_without_a_scale_asks_the_scheduler_for_nothing_and_is_no_word_without_a_number()
    {
        var plan = Plan();
        var request = Request with { Priority = 1 };

        plan.Complete(request, Job("low")).ShouldBe(request);

        plan.Warn(_log);
        _log.Lines.ShouldBeEmpty();
    }

    private static Dictionary<string, int> Numbers => new() { ["low"] = 1, ["high"] = 100 };

    private PriorityPlan Plan(PriorityAs way = PriorityAs.Auto) =>
        new(new() { Cluster = "slurm", MapJobPriority = true, FwPriorityMap = Numbers, PriorityAs = way }, _rule);

    private static FlywheelJob Job(string? word) => new() { IdField = CastingDesk.Job, Priority = word };

    private sealed class ScriptedRule : IPriorityRule
    {
        public bool Fits { get; set; } = true;

        public (PriorityScale?, string?) Answer { get; set; } = (new(PriorityKind.AsIs, 100), null);

        public List<bool?> Asked { get; } = [];

        public IReadOnlyCollection<int> Numbers { get; private set; } = [];

        public bool FitsAnybody(IReadOnlyCollection<int> numbers) => Fits;

        public Task<(PriorityScale? Scale, string? Fault)> ScaleAsync(IReadOnlyCollection<int> numbers, bool? mayRaise, CancellationToken cancellationToken)
        {
            Asked.Add(mayRaise);
            Numbers = numbers;
            return Task.FromResult(Answer);
        }
    }
}
