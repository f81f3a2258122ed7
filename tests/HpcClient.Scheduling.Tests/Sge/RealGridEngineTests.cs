using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Sge;

/// <summary>Against the Grid Engine that SGE_ROOT leads to; skipped where there is none.</summary>
[Trait("Needs", "Grid Engine")]
public sealed class RealGridEngineTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RealGridEngine _engine;

    public RealGridEngineTests() => _engine = new(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_default_script_runs_the_engine_from_a_folder_with_blanks()
    {
        await _engine.NeedAsync();
        var name = Intents.NewName();
        var folder = _folder.File("fw hpc");
        foreach (var part in (string[])["settings", "logs/temp", "logs/queue", "logs/generated"])
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "settings", "credentials.sh"), "export SITE=here\n");
        File.Move(_folder.Script("engine", "echo \"$SITE $FW_HPC_FOLDER $NSLOTS $*\""), Path.Combine(folder, "logs/temp/engine"));
        var values = ScriptTemplate.Values(folder, name[3..]);
        values["job.cpu"] = "2-3";
        values["job.gpu_count"] = "1";
        values["job.walltime"] = "0:10:00";
        values["job.partition"] = "gpu.q";
        values["job.account"] = "flywheel";
        values["job.constraint"] = "bigmem";
        values["job.scheduler_priority"] = "-5";
        var script = values["script_path"]!;
        await File.WriteAllTextAsync(script, ScriptTemplate.Render(SchedulerRegistry.Defaults("sge")!.ScriptTemplate, values));

        var end = await _engine.UntilEnded(await _engine.Submit(Intents.Of(script, name, command: ["qsub", script])));

        end.Cause.ShouldBe(EndCause.ScriptSucceeded);
        end.ExitCode.ShouldBe(0);
        end.JobName.ShouldBe(name);
        (await File.ReadAllTextAsync(values["script_log_path"]!)).ShouldMatch($"^here {folder} [23] run --single-job {name[3..]}\n$");
    }

    [Fact]
    public async Task A_job_is_seen_running_and_then_ended_by_accounting()
    {
        await _engine.NeedAsync();
        var gate = _folder.File("gate");
        var id = await _engine.Submit(_engine.Script($"until [ -e '{gate}' ]; do sleep 0.1; done; exit 7"));

        var running = await _engine.Until(id, SchedulerPhase.Running);
        running.Witness.ShouldBe("qstat");
        running.Node.ShouldNotBeNull();
        running.Cpus.ShouldBe(1);
        running.StartedAt.ShouldNotBeNull().ShouldBeInRange(_engine.Since.AddMinutes(-5), _engine.Since.AddMinutes(10));

        await File.WriteAllTextAsync(gate, "");
        var end = await _engine.UntilEnded(id);
        end.Witness.ShouldBe("qacct");
        end.Cause.ShouldBe(EndCause.ScriptFailed);
        end.ExitCode.ShouldBe(7);
        end.EndedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(end.StartedAt.ShouldNotBeNull());
        end.SubmittedAt.ShouldNotBeNull().ShouldBeInRange(_engine.Since.AddMinutes(-5), end.StartedAt.Value);
        end.CpuTime.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_waiting_job_is_found_by_its_full_name_and_cancelled()
    {
        await _engine.NeedAsync();
        var intent = _engine.Script("true", "-h");
        var id = await _engine.Submit(intent);

        var byName = (await _engine.ByName(intent.JobName, Intents.NewName())).ShouldHaveSingleItem();
        byName.SchedulerJobId.ShouldBe(id);
        byName.Phase.ShouldBe(SchedulerPhase.Queued);
        byName.Reason.ShouldBe("it is held");
        byName.WaitsFor.ShouldNotBeNull().ShouldContain("is held");

        (await _engine.Scheduler.CancelAsync(id, default)).ShouldBeNull();
        (await _engine.Scheduler.CancelAsync(id, default)).ShouldBeNull();

        // A job deleted while it waited leaves no trace, as docs/schedulers.md says.
        var gone = await Eventually.Get(() => _engine.Look(id), snapshot => snapshot.Observations.Count == 0);
        gone.QueueAnswered.ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_that_has_ended_is_found_by_its_name()
    {
        await _engine.NeedAsync();
        var intent = _engine.Script("exit 3");
        var id = await _engine.Submit(intent);
        await _engine.UntilEnded(id);

        var found = (await _engine.ByName(intent.JobName, Intents.NewName())).ShouldHaveSingleItem();

        found.SchedulerJobId.ShouldBe(id);
        found.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task A_script_of_the_Python_client_is_found_by_its_file()
    {
        await _engine.NeedAsync();
        var name = Intents.NewName();
        var script = _folder.Script($"job-{name[3..]}.sh", $"#$ -h\n#$ -o {_folder.Path}/out -j y\ntrue");
        var id = await _engine.Submit(Intents.Of(script, name, command: ["qsub", script]));

        (await _engine.ByName(name)).ShouldHaveSingleItem().SchedulerJobId.ShouldBe(id);

        await _engine.Scheduler.CancelAsync(id, default);
    }

    [Fact]
    public async Task A_running_job_that_is_cancelled_ends_by_a_signal()
    {
        await _engine.NeedAsync();
        var up = _folder.File("up");
        var id = await _engine.Submit(_engine.Script($"touch '{up}'; sleep 600"));

        // Running is also a job that is on its way to its node; deleted there, accounting may not hear of it.
        await Eventually.Holds(() => File.Exists(up));

        (await _engine.Scheduler.CancelAsync(id, default)).ShouldBeNull();

        var end = await _engine.UntilEnded(id);
        end.Signal.ShouldBe(9);
        end.Reason.ShouldNotBeNull().ShouldContain("qdel");
    }

    [Fact]
    public async Task A_job_over_its_time_reaches_the_time_limit()
    {
        await _engine.NeedAsync();

        var end = await _engine.UntilEnded(await _engine.Submit(_engine.Script("sleep 600", "-l h_rt=0:00:01")));

        end.Cause.ShouldBe(EndCause.TimeLimit);
    }

    [Fact]
    public async Task A_job_whose_processes_together_take_too_much_memory_is_out_of_memory()
    {
        await _engine.NeedAsync();

        // Each below the limit of the address space, 100 MB: tail keeps a line that never ends.
        var hoards = string.Concat(Enumerable.Repeat("(head -c 60000000 /dev/zero; sleep 600) | tail > /dev/null & ", 4));
        var end = await _engine.UntilEnded(await _engine.Submit(_engine.Script($"{hoards} wait", "-l h_vmem=100M")));

        end.Cause.ShouldBe(EndCause.OutOfMemory);
        end.PeakMemoryBytes.ShouldNotBeNull().ShouldBeGreaterThan(100L * 1024 * 1024);
    }

    [Fact]
    public async Task A_job_that_cannot_be_started_is_over_with_the_reason_and_leaves_the_queue_when_cancelled()
    {
        await _engine.NeedAsync();
        var script = _folder.Script("nowhere.sh", "#$ -o /nowhere/at/all -j y\ntrue");
        var id = await _engine.Submit(Intents.Of(script, command: ["qsub", script]));

        var end = await _engine.Until(id, SchedulerPhase.Ended);

        end.Cause.ShouldBe(EndCause.LaunchFailure);
        end.Reason.ShouldNotBeNull().ShouldContain("/nowhere/at/all");
        end.StaysInQueue.ShouldBeTrue();
        (await _engine.Scheduler.CancelAsync(id, default)).ShouldBeNull();
    }

    [Fact]
    public async Task What_the_cluster_does_not_have_is_refused_for_good()
    {
        await _engine.NeedAsync();
        var script = _engine.Script("true").ScriptPath;
        foreach (var options in (string[][])[["-q", "no-such.q"], ["-l", "nosuch=1"], ["-P", "no-such"], ["-pe", "no-such", "2"], ["-l", "h_vmem=lots"], ["-p", "9999"], ["-no-such-option"]])
        {
            var result = (await _engine.Scheduler.SubmitAsync([Intents.Of(script, command: ["qsub", .. options, script])], default)).Single();
            result.ShouldBeOfType<SubmissionResult.Refused>($"{options[0]}: {result}").WorthRetrying.ShouldBeFalse(string.Join(' ', options));
        }
    }

    [Fact]
    public async Task A_job_that_never_was_is_found_nowhere_by_two_witnesses_that_answered()
    {
        await _engine.NeedAsync();

        // Before any job has ended there is no accounting file.
        await _engine.UntilEnded(await _engine.Submit(_engine.Script("true")));
        var snapshot = await _engine.Scheduler.ObserveAsync(
            new() { SchedulerJobIds = ["9999998"], JobNames = [Intents.NewName()], Since = _engine.Since }, default);

        snapshot.Observations.ShouldBeEmpty();
        snapshot.QueueAnswered.ShouldBeTrue();
        snapshot.AccountingAnswered.ShouldBeTrue(string.Join(' ', snapshot.Problems));
    }
}
