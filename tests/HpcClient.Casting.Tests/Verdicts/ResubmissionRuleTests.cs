using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Verdicts;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Verdicts;

public sealed class ResubmissionRuleTests
{
    private const long G = 1L << 30;

    private static readonly LedgerAttempt Attempt = new()
    {
        JobId = "64b5bce63a26373568590001",
        Number = 1,
        Nonce = "n",
        Scheduler = "slurm",
        Asked = "little",
        SubmittedAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    private static readonly Observation Seen = new() { SchedulerJobId = "7", JobName = "fw-a", Phase = SchedulerPhase.Ended, RawState = "STATE", Witness = "sacct" };

    [Theory]
    [InlineData(EndCause.OutOfMemory, PolicyCause.OutOfMemory)]
    [InlineData(EndCause.TimeLimit, PolicyCause.TimeLimit)]
    [InlineData(EndCause.NodeFailure, PolicyCause.NodeFailure)]
    [InlineData(EndCause.Preempted, PolicyCause.Preempted)]
    [InlineData(EndCause.LaunchFailure, PolicyCause.LaunchFailure)]
    public void Each_cause_goes_by_its_own_policy_and_no_other(object cause, object policy)
    {
        foreach (var given in Enum.GetValues<PolicyCause>())
        {
            var (again, whyNot) = Rule((given, new(EndAction.Resubmit))).Decide((EndCause)cause, false, [Attempt], null);
            (again?.Cause).ShouldBe(given == (PolicyCause)policy ? given : null);
            whyNot.ShouldBeNull();
        }
    }

    [Theory]
    [InlineData(EndCause.ScriptFailed)]
    [InlineData(EndCause.ScriptSucceeded)]
    [InlineData(EndCause.Cancelled)]
    [InlineData(EndCause.Unknown)]
    public void Other_ends_are_told_whatever_the_policies(object cause) => All(new(EndAction.Resubmit)).Decide((EndCause)cause, false, [Attempt], null).ShouldBe((null, null));

    [Fact]
    public void A_job_that_nobody_knows_goes_by_the_policy_for_lost_ones()
    {
        Rule((PolicyCause.Lost, new(EndAction.Resubmit))).Decide(EndCause.Unknown, true, [Attempt], null).Again.ShouldBe(new(PolicyCause.Lost, "It is submitted again (1 of at most 1)."));
        Rule((PolicyCause.NodeFailure, new(EndAction.Resubmit))).Decide(EndCause.NodeFailure, true, [Attempt], null).ShouldBe((null, null));
    }

    [Fact]
    public void Without_a_policy_or_a_submission_nothing_is_submitted_again()
    {
        Rule().Decide(EndCause.NodeFailure, false, [Attempt], null).ShouldBe((null, null));
        All(EndPolicy.Report).Decide(EndCause.NodeFailure, false, [Attempt], null).ShouldBe((null, null));
        All(new(EndAction.Resubmit)).Decide(EndCause.NodeFailure, false, [], null).ShouldBe((null, null));
    }

    [Theory]
    [InlineData(1, "It was submitted again 1 time for this cause, which is the most that is allowed here.")]
    [InlineData(2, "It was submitted again 2 times for this cause, which is the most that is allowed here.")]
    public void Only_submissions_of_the_same_cause_count_and_the_last_allowed_one_is_made(int times, string sentence)
    {
        var rule = Rule((PolicyCause.NodeFailure, new(EndAction.Resubmit) { Times = times }));
        List<LedgerAttempt> attempts = [Attempt with { Cause = EndCause.Preempted }, Attempt with { Number = 2 }];
        for (var i = 1; i <= times; i++)
        {
            rule.Decide(EndCause.NodeFailure, false, attempts, null).Again.ShouldBe(new(PolicyCause.NodeFailure, $"It is submitted again ({i} of at most {times})."));
            attempts[^1] = attempts[^1] with { Cause = EndCause.NodeFailure };
            attempts.Add(Attempt with { Number = i + 2 });
        }

        rule.Decide(EndCause.NodeFailure, false, attempts, null).ShouldBe((null, sentence));
    }

    [Fact]
    public void Earlier_ends_that_nobody_knew_count_as_lost_ones()
    {
        var rule = Rule((PolicyCause.Lost, new(EndAction.Resubmit)));
        foreach (var cause in (EndCause?[])[null, EndCause.Unknown])
        {
            rule.Decide(EndCause.Unknown, true, [Attempt with { Cause = cause }, Attempt with { Number = 2 }], null).Again.ShouldBeNull();
        }

        rule.Decide(EndCause.Unknown, true, [Attempt with { Cause = EndCause.NodeFailure }, Attempt with { Number = 2 }], null).Again.ShouldNotBeNull();
    }

    [Fact]
    public void More_memory_goes_by_what_was_asked_for_and_else_by_what_the_scheduler_gave()
    {
        var rule = Rule((PolicyCause.OutOfMemory, new(EndAction.MoreMemory)));
        var given = Seen with { MemoryLimitBytes = 3 * G };

        rule.Decide(EndCause.OutOfMemory, false, [Attempt with { AskedMemoryBytes = 4 * G }], given).Again
            .ShouldBe(new(PolicyCause.OutOfMemory, "It is submitted again with 8 GiB instead of 4 GiB (1 of at most 1).") { MemoryBytes = 8 * G });
        foreach (var asked in (long?[])[null, 0])
        {
            rule.Decide(EndCause.OutOfMemory, false, [Attempt with { AskedMemoryBytes = asked }], given).Again!.MemoryBytes.ShouldBe(6 * G);
        }

        foreach (var seen in (Observation?[])[null, Seen, Seen with { MemoryLimitBytes = 0 }])
        {
            rule.Decide(EndCause.OutOfMemory, false, [Attempt], seen).ShouldBe((null, "How much memory it had is not known, so it is not submitted again with more."));
        }
    }

    [Theory]
    [InlineData(null, null, 8)]
    [InlineData(6, null, 6)]
    [InlineData(null, 6, 6)]
    [InlineData(6, 7, 6)]
    [InlineData(7, 6, 6)]
    [InlineData(6, 6, 6)]
    [InlineData(4, null, null)]
    public void Memory_grows_no_further_than_the_lesser_of_both_bounds(int? policy, int? settings, int? expected)
    {
        var rule = new ResubmissionRule(Settings((PolicyCause.OutOfMemory, new(EndAction.MoreMemory) { MaxMemoryBytes = policy * G })) with { Resources = new() { MaxRamGigabytes = settings } });
        var (again, whyNot) = rule.Decide(EndCause.OutOfMemory, false, [Attempt with { AskedMemoryBytes = 4 * G }], null);
        (again?.MemoryBytes).ShouldBe(expected * G);
        whyNot.ShouldBe(expected is null ? "It had 4 GiB already, which is the most that is tried here." : null);
    }

    [Fact]
    public void Memory_grows_in_steps_of_the_CPUs_that_it_asked_for()
    {
        var rule = Rule((PolicyCause.OutOfMemory, new(EndAction.MoreMemory) { Factor = 1.1 }));
        rule.Decide(EndCause.OutOfMemory, false, [Attempt with { AskedMemoryBytes = 8 * G, AskedCpus = 4 }], null).Again!.MemoryBytes.ShouldBe(12 * G);
        rule.Decide(EndCause.OutOfMemory, false, [Attempt with { AskedMemoryBytes = 8 * G }], null).Again!.MemoryBytes.ShouldBe(9 * G);
    }

    [Fact]
    public void More_time_goes_by_what_was_asked_for_and_else_by_the_scheduler_s_limit_in_whole_minutes()
    {
        var rule = Rule((PolicyCause.TimeLimit, new(EndAction.MoreTime) { Factor = 1.5 }));
        var given = Seen with { TimeLimit = TimeSpan.FromMinutes(5) };

        rule.Decide(EndCause.TimeLimit, false, [Attempt with { AskedWalltime = TimeSpan.FromHours(1) }], given).Again
            .ShouldBe(new(PolicyCause.TimeLimit, "It is submitted again with 1:30:00 instead of 1:00:00 (1 of at most 1).") { Walltime = TimeSpan.FromMinutes(90) });
        rule.Decide(EndCause.TimeLimit, false, [Attempt], given).Again!.Walltime.ShouldBe(TimeSpan.FromMinutes(8));
        foreach (var seen in (Observation?[])[null, Seen])
        {
            rule.Decide(EndCause.TimeLimit, false, [Attempt], seen).ShouldBe((null, "How long it might run is not known, so it is not submitted again with more time."));
        }
    }

    [Theory]
    [InlineData(null, null, 120)]
    [InlineData(90, null, 90)]
    [InlineData(null, 90, 90)]
    [InlineData(120, null, 120)]
    [InlineData(60, null, null)]
    [InlineData(30, null, null)]
    public void Time_grows_no_further_than_both_bounds(int? policy, int? settings, int? expected)
    {
        static TimeSpan? Minutes(int? minutes) => minutes is { } some ? TimeSpan.FromMinutes(some) : null;
        var rule = new ResubmissionRule(Settings((PolicyCause.TimeLimit, new(EndAction.MoreTime) { MaxWalltime = Minutes(policy) })) with { Resources = new() { MaxWalltime = Minutes(settings) } });

        var (again, whyNot) = rule.Decide(EndCause.TimeLimit, false, [Attempt with { AskedWalltime = TimeSpan.FromHours(1) }], null);

        (again?.Walltime).ShouldBe(Minutes(expected));
        whyNot.ShouldBe(expected is null ? "It had 1:00:00 already, which is the most that is tried here." : null);
    }

    [Fact]
    public void An_engine_leaves_us_an_end_for_want_of_memory_only_where_more_may_be_asked_for()
    {
        var next = Attempt with { Number = 2, AskedMemoryBytes = 4 * G };
        Rule().LeftToUs([], next).ShouldBe([EndedBy.Signal, EndedBy.TimeLimit]);

        var rule = Rule((PolicyCause.OutOfMemory, new(EndAction.MoreMemory)), (PolicyCause.Lost, EndPolicy.Report));
        rule.LeftToUs([], next).ShouldBe([EndedBy.Signal, EndedBy.TimeLimit, EndedBy.OutOfMemory]);
        rule.LeftToUs([Attempt with { Cause = EndCause.OutOfMemory }], next).ShouldBe([EndedBy.Signal, EndedBy.TimeLimit]);
    }

    private static ResubmissionRule All(EndPolicy policy) => Rule([.. Enum.GetValues<PolicyCause>().Select(cause => (cause, policy))]);

    private static ResubmissionRule Rule(params (PolicyCause Cause, EndPolicy Policy)[] policies) => new(Settings(policies));

    private static CastSettings Settings(params (PolicyCause Cause, EndPolicy Policy)[] policies) =>
        new() { Cluster = "slurm", OnEnd = new() { Given = policies.ToDictionary(pair => pair.Cause, pair => pair.Policy) } };
}
