using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Slurm;

public sealed class SlurmObserverTests : IDisposable
{
    private readonly CommandStandIn _slurm = CommandStandIn.Slurm();

    public void Dispose() => _slurm.Dispose();

    [Fact]
    public async Task However_many_jobs_there_is_one_queue_and_one_accounting_query()
    {
        _slurm.With("squeue", "for i in {1..3000}; do echo \"$i${FS}fw-$i${FS}RUNNING${FS}None${FS}n1${FS}10${FS}20${FS}5${FS}c\"; done");
        _slurm.With("sacct", "echo \"3001${FS}fw-3001${FS}COMPLETED${FS}0:0${FS}10${FS}20${FS}${FS}00:01${FS}n1${FS}None${FS}5${FS}c\"");
        var ids = Enumerable.Range(1, 20_000).Select(i => $"{i + 1_000_000_000}").Concat(Enumerable.Range(1, 3001).Select(i => $"{i}")).ToArray();

        var snapshot = await _slurm.Observe(ids, ["fw-unknown"]);

        snapshot.Observations.Count.ShouldBe(3001);
        snapshot.Problems.ShouldBeEmpty();
        _slurm.CallsOf("squeue").Length.ShouldBe(1);
        _slurm.CallsOf("sacct").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Accounting_is_left_alone_while_all_jobs_live()
    {
        _slurm.With("squeue", "echo \"1${FS}fw-1${FS}RUNNING${FS}None${FS}n1${FS}10${FS}20${FS}5${FS}c\"; echo \"2${FS}fw-2${FS}PENDING${FS}Priority${FS}${FS}N/A${FS}N/A${FS}5${FS}c\"");

        (await _slurm.Observe(["1"], ["fw-2"])).Observations.Count.ShouldBe(2);

        _slurm.CallsOf("sacct").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_end_seen_in_the_queue_is_not_undone_by_accounting_that_lags()
    {
        _slurm.With("squeue", "echo \"1${FS}fw-1${FS}COMPLETED${FS}None${FS}n1${FS}10${FS}20${FS}5${FS}c\"");
        _slurm.With("sacct", "echo \"1${FS}fw-1${FS}RUNNING${FS}0:0${FS}10${FS}Unknown${FS}${FS}00:01${FS}n1${FS}None${FS}5${FS}c\"");

        (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem().Phase.ShouldBe(SchedulerPhase.Ended);
    }

    [Fact]
    public async Task A_fresh_end_waits_for_accounting_to_tell_how()
    {
        _slurm.With("squeue", "now=$(date +%s); echo \"1${FS}fw-1${FS}COMPLETED${FS}None${FS}n1${FS}$now${FS}$now${FS}5${FS}c\"");

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
        _slurm.With("squeue", "echo \"1${FS}fw-1${FS}COMPLETED${FS}None${FS}n1${FS}10${FS}20${FS}5${FS}c\"");
        _slurm.With("sacct", "echo \"1${FS}allocation${FS}COMPLETED${FS}0:0${FS}Unknown${FS}20${FS}${FS}00:00${FS}None assigned${FS}None${FS}5${FS}\"");

        var job = (await _slurm.Observe(["1"])).Observations.ShouldHaveSingleItem();

        job.JobName.ShouldBe("fw-1");
        job.Comment.ShouldBe("c");
        job.ExitCode.ShouldBe(0);
        job.SubmittedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(5));
        job.StartedAt.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(10));
    }

    [Fact]
    public async Task Two_jobs_of_one_name_stay_two()
    {
        _slurm.With("sacct", "for i in 5 6; do echo \"$i${FS}fw-a${FS}COMPLETED${FS}0:0${FS}1$i${FS}20${FS}${FS}00:01${FS}n1${FS}None${FS}5${FS}nonce$i\"; done");

        (await _slurm.Observe(names: ["fw-a"])).Observations.Select(job => job.Comment).ShouldBe(["nonce5", "nonce6"], ignoreOrder: true);
    }
}
