using HpcClient.Scheduling.Observations;
using static HpcClient.Scheduling.Tests.Slurm.SlurmText;

namespace HpcClient.Scheduling.Tests.Slurm;

public sealed class SlurmObserverTests : IDisposable
{
    private const string OldSacct = "case \"$*\" in *Restarts*) echo 'sacct: error: Invalid field requested: \"Restarts\"' >&2; exit 1;; *TRESUsageInTot*) echo 'sacct: error: Invalid field requested: \"TRESUsageInTot\"' >&2; exit 1;; esac";

    private readonly CommandStandIn _slurm = CommandStandIn.Slurm();

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task However_many_jobs_there_is_one_queue_and_one_accounting_query()
    {
        _slurm.With("squeue", $"for i in {{1..3000}}; do {Echo(Queue("$i", "fw-$i", "RUNNING"))}; done");
        _slurm.With("sacct", Echo(Accounting("3001", "fw-3001", "COMPLETED")));
        var ids = Enumerable.Range(1, 20_000).Select(i => $"{i + 1_000_000_000}").Concat(Enumerable.Range(1, 3001).Select(i => $"{i}")).ToArray();

        var snapshot = await _slurm.Observe(ids, ["fw-unknown"]);

        snapshot.Observations.Count.ShouldBe(3001);
        snapshot.Problems.ShouldBeEmpty();
        snapshot.Took.ShouldBeGreaterThan(TimeSpan.Zero);
        _slurm.CallsOf("squeue").Length.ShouldBe(1);
        _slurm.CallsOf("sacct").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Ten_thousand_known_jobs_are_all_told()
    {
        var queue = _slurm.File_("queue.txt");
        var accounting = _slurm.File_("accounting.txt");
        await File.WriteAllLinesAsync(queue, Enumerable.Range(1, 10_000).Select(i => Rows(i % 2 == 0
            ? Queue($"{i}", $"fw-{i}", "PENDING", "Priority", "", "N/A", "N/A", priority: $"{i}")
            : Queue($"{i}", $"fw-{i}", "RUNNING"))));
        await File.WriteAllLinesAsync(accounting, Enumerable.Range(10_001, 10_000).SelectMany(i => (string[])[
            Rows(Accounting($"{i}", $"fw-{i}", "COMPLETED")), Rows($"{i}.batch|batch|COMPLETED|0:0|10|20|{i}K|00:01|n1||10||1||cpu=1,mem=64M,node=1|||")]));
        _slurm.With("squeue", $"cat '{queue}'").With("sacct", $"cat '{accounting}'");

        var jobs = (await _slurm.Observe([.. Enumerable.Range(1, 20_000).Select(i => $"{i}")])).Observations.ToDictionary(job => job.SchedulerJobId);

        jobs.Count.ShouldBe(20_000);
        jobs["10000"].JobsAhead.ShouldBe(0);
        jobs["2"].JobsAhead.ShouldBe(4999);
        jobs["15000"].PeakMemoryBytes.ShouldBe(15_000 * 1024);
        jobs.Values.Count(job => job.Phase == SchedulerPhase.Ended).ShouldBe(10_000);
        _slurm.CallsOf("sacct").ShouldHaveSingleItem().ShouldContain("--jobs=");
    }

    [Fact]
    public async Task Accounting_is_left_alone_while_all_jobs_live()
    {
        _slurm.With("squeue", $"{Echo(Queue("1", "fw-1", "RUNNING"))}; {Echo(Queue("2", "fw-2", "PENDING", "Priority", "", "N/A", "N/A"))}");

        var snapshot = await _slurm.Observe(["1"], ["fw-2"]);

        snapshot.Observations.Count.ShouldBe(2);
        snapshot.AccountingAnswered.ShouldBeTrue();
        _slurm.CallsOf("sacct").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_end_seen_in_the_queue_is_not_undone_by_accounting_that_lags()
    {
        _slurm.With("squeue", Echo(Queue("1", "fw-1", "COMPLETED")));
        _slurm.With("sacct", Echo(Accounting("1", "fw-1", "RUNNING", end: "Unknown")));

        (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem().Phase.ShouldBe(SchedulerPhase.Ended);
    }

    [Fact]
    public async Task A_fresh_end_waits_for_accounting_to_tell_how()
    {
        _slurm.With("squeue", $"now=$(date +%s); {Echo(Queue("1", "fw-1", "COMPLETED", start: "$now", end: "$now"))}");

        var job = (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem();
        job.Phase.ShouldBe(SchedulerPhase.Running);
        job.RawState.ShouldBe("COMPLETED");

        // With nobody to wait for, the queue's word has to do.
        _slurm.With("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem().Cause.ShouldBe(EndCause.ScriptSucceeded);
    }

    [Fact]
    public async Task Accounting_that_has_not_heard_of_the_start_does_not_blot_out_the_name()
    {
        _slurm.With("squeue", Echo(Queue("1", "fw-1", "COMPLETED", restarts: "2")));
        _slurm.With("sacct", Echo(Accounting("1", "allocation", "COMPLETED", start: "Unknown", node: "None assigned", comment: "")));

        var job = (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem();

        job.JobName.ShouldBe("fw-1");
        job.Comment.ShouldBe("c");
        job.ExitCode.ShouldBe(0);
        job.SubmittedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(5));
        job.StartedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(10));
        job.RestartCount.ShouldBe(2);
        job.MemoryLimitBytes.ShouldBe(64L * 1024 * 1024);
    }

    [Fact]
    public async Task Of_an_end_that_both_tell_accounting_has_the_word_and_the_queue_fills_its_gaps()
    {
        _slurm.With("squeue", Echo(Queue("1", "fw-1", "CANCELLED", "JobHeldUser", "n1", "10", "20", tres: "cpu=1,mem=64M,gres/gpu=1", comment: "queue")));
        _slurm.With("sacct", Echo("1|fw-1|CANCELLED by 0|0:0|11|21||00:01|n2|None|6|02:00:00|2|64M|cpu=2,mem=1G,gres/gpu=2||0|accounting"));

        var job = (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem();

        (job.Comment, job.Reason, job.CancelledBy, job.Node).ShouldBe(("accounting", "cancelled by root (user id 0)", "root", "n2"));
        (job.SubmittedAt, job.StartedAt, job.EndedAt).ShouldBe((DateTimeOffset.FromUnixTimeSeconds(6), DateTimeOffset.FromUnixTimeSeconds(11), DateTimeOffset.FromUnixTimeSeconds(21)));
        (job.TimeLimit, job.Cpus, job.MemoryLimitBytes, job.Gpus).ShouldBe((TimeSpan.FromHours(2), 2, 1L << 30, 2));

        _slurm.With("sacct", Echo("1|allocation|CANCELLED|0:0|Unknown|Unknown||00:00|None assigned|None|Unknown||||||0|"));

        job = (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem();

        (job.Comment, job.Reason, job.Node).ShouldBe(("queue", "JobHeldUser", "n1"));
        (job.SubmittedAt, job.StartedAt, job.EndedAt).ShouldBe((DateTimeOffset.FromUnixTimeSeconds(5), DateTimeOffset.FromUnixTimeSeconds(10), DateTimeOffset.FromUnixTimeSeconds(20)));
        (job.TimeLimit, job.Cpus, job.MemoryLimitBytes, job.Gpus).ShouldBe((TimeSpan.FromHours(1), 1, 64L << 20, 1));
    }

    [Fact]
    public async Task Two_jobs_of_one_name_stay_two()
    {
        _slurm.With("sacct", $"for i in 5 6; do {Echo(Accounting("$i", "fw-a", "COMPLETED", comment: "nonce$i"))}; done");

        (await _slurm.Observe(names: ["fw-a"])).Observations.Select(job => job.Comment).ShouldBe(["nonce5", "nonce6"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_column_that_this_sacct_does_not_know_is_asked_for_once_in_the_life_of_the_process()
    {
        _slurm.With("sacct", $"{OldSacct}\n{Echo("7|fw-7|COMPLETED|0:0|10|20||00:01|n1|None|5|01:00:00|1|64M|cpu=1,mem=64M|c")}");
        var scheduler = _slurm.Scheduler;

        for (var poll = 0; poll < 3; poll++)
        {
            var snapshot = await scheduler.ObserveAsync(new() { SchedulerJobIds = ["7"], Since = TimeProvider.System.GetUtcNow() }, default);
            snapshot.AccountingAnswered.ShouldBeTrue(string.Join(' ', snapshot.Problems));
            snapshot.Observations.ShouldHaveSingleItem().TimeLimit.ShouldBe(TimeSpan.FromHours(1));
        }

        _slurm.CallsOf("sacct").Length.ShouldBe(3 + 2);
    }

    [Fact]
    public async Task A_sacct_that_refuses_what_cannot_be_done_without_is_a_problem()
    {
        _slurm.With("sacct", "echo 'sacct: error: Invalid field requested: \"State\"' >&2; exit 1");

        var snapshot = await _slurm.Observe(["7"]);

        snapshot.AccountingAnswered.ShouldBeFalse();
        snapshot.Problems.ShouldHaveSingleItem().ShouldContain("Invalid field requested");
        _slurm.CallsOf("sacct").ShouldHaveSingleItem();
        _slurm.CallsOf("scontrol").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_squeue_of_an_old_release_is_asked_in_its_own_way()
    {
        _slurm.With("squeue", $"case \"$*\" in *-O*) echo 'run together 12345';; *) {Echo(Queue("7", "fw-7", "PENDING", "Resources", "", "N/A", "N/A", tres: "cpu=2", restarts: ""))};; esac");
        var scheduler = _slurm.Scheduler;

        for (var poll = 0; poll < 2; poll++)
        {
            (await scheduler.ObserveAsync(new() { SchedulerJobIds = ["7"], Since = default }, default))
                .Observations.ShouldHaveSingleItem().WaitsFor.ShouldBe("waits for 2 free CPUs on partition main");
        }

        _slurm.CallsOf("squeue").Length.ShouldBe(3);
    }

    [Theory]
    [InlineData("PREEMPTED")]
    [InlineData("NODE_FAIL")]
    public async Task While_the_queue_does_not_answer_an_end_that_may_be_followed_by_another_run_is_none(string state)
    {
        _slurm.With("squeue", "exit 1").With("sacct", $"{Echo(Accounting("1", "fw-1", state))}; {Echo(Accounting("2", "fw-2", "FAILED", "3:0"))}");
        (await _slurm.Observe(["1", "2"])).Observations.ShouldHaveSingleItem().SchedulerJobId.ShouldBe("2");

        _slurm.With("squeue", "true");
        (await _slurm.Observe(["1", "2"])).Observations.Count.ShouldBe(2);
    }
}
