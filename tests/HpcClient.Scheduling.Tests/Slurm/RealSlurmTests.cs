using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Slurm;

/// <summary>Against the cluster that sbatch and SLURM_CONF lead to; skipped where there is none.</summary>
[Trait("Needs", "Slurm")]
public sealed class RealSlurmTests : IDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly TemporaryFolder _folder = new();
    private readonly IScheduler _slurm;
    private readonly DateTimeOffset _since = Clock.GetUtcNow();

    public RealSlurmTests() => _slurm = SchedulerRegistry.Create("slurm", new() { LocalStateFolder = _folder.Path, ShepherdCommand = ["false"] });

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_default_script_runs_the_engine_from_a_folder_with_spaces_and_quotes()
    {
        await NeedSlurm();
        var name = Intents.NewName();
        var folder = _folder.File("fw's hpc #1");
        foreach (var part in (string[])["settings", "logs/temp", "logs/queue", "logs/generated"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "settings", "credentials.sh"), "export SITE=here\n");
        File.Move(_folder.Script("engine", "echo \"$SITE $FW_HPC_FOLDER $*\""), Path.Combine(folder, "logs/temp/engine"));
        var values = ScriptTemplate.Values(folder, name[3..]);
        var script = values["script_path"]!;
        var intent = Intents.Of(script, name);
        values["job.nonce"] = intent.Nonce;
        await File.WriteAllTextAsync(script, ScriptTemplate.Render(SchedulerRegistry.Defaults("slurm")!.ScriptTemplate, values));

        var end = await Until(await Submit(intent), SchedulerPhase.Ended);

        end.Cause.ShouldBe(EndCause.ScriptSucceeded);
        end.ExitCode.ShouldBe(0);
        end.JobName.ShouldBe(name);
        (await File.ReadAllTextAsync(values["script_log_path"]!)).ShouldBe($"here {folder} run --single-job {name[3..]}\n");
    }

    [Fact]
    public async Task A_job_is_seen_running_and_then_ended_by_accounting()
    {
        await NeedSlurm();
        var gate = _folder.File("gate");
        var intent = Intents.Of(Script($"until [ -e '{gate}' ]; do sleep 0.1; done; exit 7"));
        var id = await Submit(intent with { Command = ["sbatch", "--parsable", $"--job-name={intent.JobName}", $"--comment={intent.Nonce}", intent.ScriptPath] });

        var running = await Until(id, SchedulerPhase.Running);
        running.Witness.ShouldBe("squeue");
        running.Comment.ShouldBe(intent.Nonce);
        running.Node.ShouldNotBeNull();
        running.TimeLimit.ShouldNotBeNull();
        running.StartedAt.ShouldNotBeNull().ShouldBeInRange(_since.AddMinutes(-5), Clock.GetUtcNow().AddMinutes(5));
        running.SubmittedAt.ShouldNotBeNull().ShouldBeInRange(_since.AddMinutes(-5), running.StartedAt.Value);

        await File.WriteAllTextAsync(gate, "");
        var end = await Eventually.Get(() => Observe(id), seen => seen.Witness == "sacct" && seen.Phase == SchedulerPhase.Ended);
        end.Cause.ShouldBe(EndCause.ScriptFailed);
        end.ExitCode.ShouldBe(7);
        end.EndedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(end.StartedAt.ShouldNotBeNull());
        end.CpuTime.ShouldNotBeNull();
        end.SubmittedAt.ShouldBe(running.SubmittedAt);
        (end.Cpus, end.MemoryLimitBytes, end.RestartCount).ShouldBe((running.Cpus, running.MemoryLimitBytes, 0));
        end.MemoryLimitBytes.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(64L << 20);
        end.TimeLimit.ShouldBe(running.TimeLimit);
    }

    [Fact]
    public async Task A_job_that_is_put_back_into_the_queue_waits_again_and_its_first_run_is_no_end()
    {
        await NeedSlurm();
        var id = await Submit(Intents.Of(Script("sleep 600")));
        await Until(id, SchedulerPhase.Running);

        var requeue = new ChildCommand { Program = Executables.Find("scontrol")!, Arguments = ["requeue", id] };
        (await ChildProcess.RunAsync(requeue, TimeSpan.FromSeconds(30), 10_000, default)).Succeeded.ShouldBeTrue();

        // For a moment after it was put back Slurm gives no reason yet.
        await Eventually.Get(() => Observe(id), seen => seen is { Phase: SchedulerPhase.Queued, RestartCount: 1, WaitsFor: not null });

        (await _slurm.CancelAsync(id, default)).ShouldBeNull();
        var end = await Eventually.Get(() => Observe(id), seen => seen is { Witness: "sacct", Phase: SchedulerPhase.Ended });
        end.Cause.ShouldBe(EndCause.Cancelled);
        end.RestartCount.ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_depends_on_another_says_so()
    {
        await NeedSlurm();
        var intent = Intents.Of(Script("true"));
        var first = await Submit(Intents.Of(Script("sleep 600")));
        var second = await Submit(intent with { Command = ["sbatch", $"--dependency=afterok:{first}", intent.ScriptPath] });

        (await Eventually.Get(() => Observe(second), seen => seen.Reason == "Dependency")).WaitsFor.ShouldNotBeNull().ShouldContain($"afterok:{first}");

        await _slurm.CancelAsync(second, default);
        await _slurm.CancelAsync(first, default);
    }

    [Fact]
    public async Task A_waiting_job_is_found_by_its_name_and_cancelled()
    {
        await NeedSlurm();
        var intent = Intents.Of(Script("true"));
        var id = await Submit(intent with { Command = ["sbatch", "--hold", $"--job-name={intent.JobName}", intent.ScriptPath] });

        var byName = (await _slurm.ObserveAsync(new() { JobNames = [intent.JobName, Intents.NewName()], Since = _since }, default)).Observations.ShouldHaveSingleItem();
        byName.SchedulerJobId.ShouldBe(id);
        byName.Phase.ShouldBe(SchedulerPhase.Queued);
        byName.Reason.ShouldBe("JobHeldUser");
        byName.WaitsFor.ShouldNotBeNull().ShouldContain("is held");
        byName.JobsAhead.ShouldBeNull();

        (await _slurm.CancelAsync(id, default)).ShouldBeNull();
        (await Until(id, SchedulerPhase.Ended)).Cause.ShouldBe(EndCause.Cancelled);
        (await _slurm.CancelAsync(id, default)).ShouldBeNull();

        // Ended ones are found by name as well: an adopted job may be over.
        var again = await Eventually.Get(
            () => _slurm.ObserveAsync(new() { JobNames = [intent.JobName], Since = _since }, default),
            snapshot => snapshot.Observations.Any(seen => seen.Phase == SchedulerPhase.Ended));
        again.Observations.ShouldHaveSingleItem().Cause.ShouldBe(EndCause.Cancelled);
    }

    [Fact]
    public async Task A_running_job_is_cancelled()
    {
        await NeedSlurm();
        var id = await Submit(Intents.Of(Script("sleep 600")));
        await Until(id, SchedulerPhase.Running);

        (await _slurm.CancelAsync(id, default)).ShouldBeNull();

        var end = await Eventually.Get(() => Observe(id), seen => seen.Witness == "sacct" && seen.Phase == SchedulerPhase.Ended);
        end.Cause.ShouldBe(EndCause.Cancelled);
        end.Reason.ShouldNotBeNull().ShouldContain($"user id {ProcessUser.Id}");
        end.CancelledBy.ShouldBe(UserNames.Find(ProcessUser.Id));
    }

    [Fact]
    public async Task A_job_that_takes_too_much_memory_is_out_of_memory()
    {
        await NeedSlurm();

        // tail keeps a line that never ends: 300 MB, where 50 MB were asked for.
        var id = await Submit(Intents.Of(Script("head -c 300000000 /dev/zero | tail | wc -c; sleep 3", "50M")));

        var end = await Until(id, SchedulerPhase.Ended);

        Assert.SkipWhen(end.Cause == EndCause.ScriptSucceeded, "This cluster does not enforce memory (no task/cgroup).");
        end.Cause.ShouldBe(EndCause.OutOfMemory);
    }

    [Fact]
    public async Task What_the_cluster_does_not_have_is_refused_for_good()
    {
        await NeedSlurm();
        var script = Script("true");
        foreach (var option in (string[])["--partition=no-such", "--constraint=no-such", "--mem-per-cpu=900T", "--gres=nosuch:1", "--no-such-option"])
        {
            var result = (await _slurm.SubmitAsync([Intents.Of(script, command: ["sbatch", option, script])], default)).Single();
            result.ShouldBeOfType<SubmissionResult.Refused>($"{option}: {result}").WorthRetrying.ShouldBeFalse(option);
        }
    }

    [Fact]
    public async Task A_job_that_never_was_is_found_nowhere_by_two_witnesses_that_answered()
    {
        await NeedSlurm();

        var snapshot = await _slurm.ObserveAsync(new() { SchedulerJobIds = ["99999999"], JobNames = [Intents.NewName()], Since = _since }, default);

        snapshot.Observations.ShouldBeEmpty();
        snapshot.QueueAnswered.ShouldBeTrue();
        snapshot.AccountingAnswered.ShouldBeTrue(string.Join(' ', snapshot.Problems));
    }

    private async Task NeedSlurm()
    {
        if (await _slurm.CheckAsync(default) is { } fault)
        {
            Assert.Skip($"No Slurm here: {fault}");
        }
    }

    private string Script(string body, string memory = "64M") =>
        _folder.Script($"job-{Guid.NewGuid():N}.sh", $"#SBATCH --ntasks=1\n#SBATCH --mem-per-cpu={memory}\n#SBATCH --output={_folder.Path}/%j.txt\n{body}");

    private async Task<string> Submit(SubmissionIntent intent) =>
        (await _slurm.SubmitAsync([intent], default)).ShouldHaveSingleItem().ShouldBeOfType<SubmissionResult.Accepted>().SchedulerJobId;

    private async Task<Observation> Observe(string id)
    {
        var snapshot = await _slurm.ObserveAsync(new() { SchedulerJobIds = [id], Since = _since }, default);
        snapshot.QueueAnswered.ShouldBeTrue(string.Join(' ', snapshot.Problems));
        return snapshot.Observations.ShouldHaveSingleItem();
    }

    private Task<Observation> Until(string id, SchedulerPhase phase) => Eventually.Get(() => Observe(id), seen => seen.Phase == phase);
}
