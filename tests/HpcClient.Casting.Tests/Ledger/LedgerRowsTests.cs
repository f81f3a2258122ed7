using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Tests.Explaining;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Tests.Ledger;

/// <summary>Everything that is written is read again as it was, by the sweep and by those who only look.</summary>
public sealed class LedgerRowsTests : IDisposable
{
    private const string Job = "64b5bce63a26373568590001";
    private const string Other = "64b5bce63a26373568590002";

    private readonly KnownJobs _jobs = new();

    private DateTimeOffset Now => _jobs.Time.GetUtcNow();

    [Fact]
    public void All_that_is_known_of_a_job()
    {
        var entry = new LedgerEntry
        {
            JobId = Job,
            State = LedgerState.Queued,
            Scheduler = "slurm",
            Gear = "tester 1.0.0",
            User = "ada@example.org",
            PreviousJobId = Other,
            Nonce = "n1",
            SchedulerJobId = "42",
            Submissions = 3,
            CreatedAt = Now.AddHours(-9),
            ChangedAt = Now,
            MissingSince = Now.AddMinutes(-1),
            HeartbeatAt = Now.AddMinutes(-2),
            Succeeded = false,
            Reason = "waits",
            Node = "n7",
            ExpectedStart = Now.AddHours(1),
            JobsAhead = 5,
            WaitToldAt = Now.AddMinutes(-3),
            NextMemoryBytes = 1L << 40,
            NextWalltime = TimeSpan.FromHours(30),
            CancelledAt = Now.AddMinutes(-4),
        };
        var bare = new LedgerEntry { JobId = Other, State = LedgerState.Reported, Scheduler = "sge", CreatedAt = Now, ChangedAt = Now, Succeeded = true };

        _jobs.Ledger.Write(entry, "test");
        _jobs.Ledger.Write(bare, "test");

        _jobs.Ledger.Find(Job).ShouldBe(entry);
        _jobs.Ledger.Find(Other).ShouldBe(bare);
        _jobs.Ledger.Find("64b5bce63a26373568590003").ShouldBeNull();
    }

    [Fact]
    public void All_that_is_known_of_a_submission()
    {
        var attempt = new LedgerAttempt
        {
            JobId = Job,
            Number = 2,
            Gear = "tester 1.0.0",
            User = "ada@example.org",
            Nonce = "n2",
            Scheduler = "slurm",
            SchedulerJobId = "43",
            Asked = "4 CPUs, 8G",
            AskedCpus = 4,
            AskedMemoryBytes = 8L << 30,
            AskedWalltime = TimeSpan.FromMinutes(90),
            AskedGpus = 1,
            SubmittedAt = Now,
            StartedAt = Now.AddMinutes(1),
            EndedAt = Now.AddMinutes(2),
            Node = "n7",
            Cause = EndCause.OutOfMemory,
            Succeeded = false,
            Usage = new() { CpuSeconds = 1.5, PeakMemoryBytes = 7L << 30, WallSeconds = 2.5, GpuPercent = 50.5, GpuMemoryBytes = 3L << 30, Source = "cgroup" },
        };
        var bare = new LedgerAttempt { JobId = Job, Number = 1, Nonce = "n1", Scheduler = "slurm", Asked = "little", SubmittedAt = Now };

        _jobs.Ledger.Note(attempt);
        _jobs.Ledger.Note(bare);
        _jobs.Ledger.Note(bare with { JobId = Other });

        _jobs.Ledger.Attempts(Job).ShouldBe([bare, attempt]);
        attempt.IsOver.ShouldBeTrue();
        bare.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void A_row_of_the_story_has_both_states_the_time_and_the_evidence()
    {
        _jobs.Remember(Job, LedgerState.Admitted, "first");
        _jobs.Remember(Job, LedgerState.Intended, "second", "who said so");
        _jobs.Remember(Other, LedgerState.Admitted);

        _jobs.Ledger.History(Job).ShouldBe(
        [
            new(Job, Now.AddSeconds(-20), null, LedgerState.Admitted, "first", ""),
            new(Job, Now.AddSeconds(-10), LedgerState.Admitted, LedgerState.Intended, "second", "who said so"),
        ]);
    }

    [Fact]
    public void A_job_changes_when_its_state_does_and_not_when_it_is_only_told_of()
    {
        var entry = _jobs.Remember(Job, LedgerState.Queued);
        _jobs.Time.Advance(TimeSpan.FromHours(1));

        _jobs.Ledger.Write(entry with { Reason = "waits" }, "told").ChangedAt.ShouldBe(entry.ChangedAt);
        _jobs.Ledger.Write(entry with { State = LedgerState.Running }, "runs").ChangedAt.ShouldBe(Now);
        _jobs.Ledger.Find(Job)!.ChangedAt.ShouldBe(Now);
    }

    [Fact]
    public void Messages_wait_in_their_order_until_they_are_settled_or_void()
    {
        var entry = _jobs.Remember(Job, LedgerState.Running);
        _jobs.Ledger.Write(new LedgerChange(entry, "over") { Messages = [MessageDraft.Log("why"), MessageDraft.State(JobState.Failed, "hpc_failure")] });
        _jobs.Ledger.Write(new LedgerChange(_jobs.Remember(Other, LedgerState.Running), "told") { Messages = [MessageDraft.Log("news\n")] });

        var messages = _jobs.Ledger.Outbox();
        messages.Select(message => (message.JobId, message.Content)).ShouldBe(
            [(Job, new MessageDraft(MessageKind.Log, "why\n")), (Job, new MessageDraft(MessageKind.State, "failed", "hpc_failure")), (Other, new MessageDraft(MessageKind.Log, "news\n"))]);
        messages[0].ShouldBe(new OutboxMessage { Number = messages[0].Number, JobId = Job, Content = messages[0].Content, CreatedAt = Now.AddSeconds(-10), NextAt = Now.AddSeconds(-10) });

        var postponed = messages[0] with { Tries = 2, NextAt = Now.AddMinutes(1), Problem = "away" };
        _jobs.Ledger.Postpone(postponed);
        _jobs.Ledger.Outbox(Job).ShouldBe([postponed, messages[1]]);

        _jobs.Ledger.Write(new LedgerChange(entry, "told") { Settled = postponed });
        _jobs.Ledger.Outbox(Job).ShouldBe([messages[1]]);
        _jobs.Ledger.Write(new LedgerChange(entry, "void") { VoidsMessages = true });
        _jobs.Ledger.Outbox().ShouldBe([messages[2]]);
    }

    [Fact]
    public void A_change_of_several_jobs_is_written_with_all_that_belongs_to_each()
    {
        var one = _jobs.Remember(Job, LedgerState.Submitted);
        var two = _jobs.Remember(Other, LedgerState.Submitted);
        var attempt = new LedgerAttempt { JobId = Other, Number = 1, Nonce = "n1", Scheduler = "slurm", Asked = "little", SubmittedAt = Now };

        var written = _jobs.Ledger.Write([new LedgerChange(one with { State = LedgerState.Queued }, "waits", "squeue"), new(two with { State = LedgerState.Running }, "runs") { Attempt = attempt }]);

        written.Select(entry => entry.State).ShouldBe([LedgerState.Queued, LedgerState.Running]);
        _jobs.Ledger.History(Job)[^1].ShouldBe(new(Job, Now, LedgerState.Submitted, LedgerState.Queued, "waits", "squeue"));
        _jobs.Ledger.History(Other)[^1].From.ShouldBe(LedgerState.Submitted);
        _jobs.Ledger.Attempts(Other).ShouldBe([attempt]);
    }

    [Fact]
    public void Orders_are_open_until_they_are_answered()
    {
        var first = _jobs.Ledger.Add(Job, OrderKind.Cancel, "ada@login1");
        _jobs.Time.Advance(TimeSpan.FromMinutes(1));
        var second = _jobs.Ledger.Add(Other, OrderKind.Forget, "bob@login2");
        var open = _jobs.Ledger.OpenOrders();
        open.ShouldBe(
        [
            new() { Number = first, JobId = Job, Kind = OrderKind.Cancel, AskedBy = "ada@login1", AskedAt = Now.AddMinutes(-1) },
            new() { Number = second, JobId = Other, Kind = OrderKind.Forget, AskedBy = "bob@login2", AskedAt = Now },
        ]);

        var answered = open[0] with { DoneAt = Now, Succeeded = true, Answer = "done" };
        _jobs.Ledger.Answer(answered);

        _jobs.Ledger.OpenOrders().ShouldBe([open[1]]);
        _jobs.Ledger.Order(first).ShouldBe(answered);
        _jobs.Ledger.Order(second + 1).ShouldBeNull();
    }

    [Fact]
    public void Whoever_only_looks_reads_the_same()
    {
        _jobs.Remember(Job, LedgerState.Queued, change: entry => entry with { SchedulerJobId = "4711" });
        _jobs.Remember(Other, LedgerState.Running, change: entry => entry with { SchedulerJobId = "47" });
        _jobs.Ledger.Add(Job, OrderKind.Retry, "ada@login1");
        var entry = _jobs.Ledger.Find(Job)!;
        _jobs.Ledger.Write(new LedgerChange(entry, "told") { Messages = [MessageDraft.Log("why")] });
        foreach (var (job, number, hours) in ((string, int, int)[])[(Job, 1, 1), (Job, 2, 2), (Other, 1, 3)])
        {
            _jobs.Ledger.Note(new LedgerAttempt { JobId = job, Number = number, Nonce = "n", Scheduler = "slurm", Asked = "little", SubmittedAt = Now.AddHours(hours) });
        }

        using var reader = LedgerReader.TryOpen(_jobs.Folder.LedgerFile)!;

        reader.Jobs().Select(job => job.JobId).ShouldBe([Other, Job]);
        reader.Counts().ShouldBe(new Dictionary<LedgerState, int> { [LedgerState.Queued] = 1, [LedgerState.Running] = 1 }, ignoreOrder: true);
        reader.History(Job).ShouldBe(_jobs.Ledger.History(Job));
        reader.Outbox(Job).ShouldBe(_jobs.Ledger.Outbox(Job));
        reader.Outbox(Other).ShouldBeEmpty();
        reader.Orders(Job).ShouldHaveSingleItem().Kind.ShouldBe(OrderKind.Retry);
        reader.Orders(Other).ShouldBeEmpty();
        reader.Attempts(Job).Select(attempt => attempt.Number).ShouldBe([1, 2]);
        reader.Attempts(Now.AddHours(1), Now.AddHours(3)).Select(attempt => (attempt.JobId, attempt.Number)).ShouldBe([(Job, 1), (Job, 2)]);
        reader.Matching("47").ShouldHaveSingleItem().JobId.ShouldBe(Other, "a whole number is that job's");
        reader.Matching("471").ShouldHaveSingleItem().JobId.ShouldBe(Job);
        reader.Matching(Job).ShouldHaveSingleItem().JobId.ShouldBe(Job);
        reader.Matching("5685900").Select(job => job.JobId).ShouldBe([Other, Job]);
        reader.Matching("x").ShouldBeEmpty();
    }

    public void Dispose() => _jobs.Dispose();
}
