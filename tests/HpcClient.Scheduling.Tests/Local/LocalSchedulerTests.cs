using System.Diagnostics;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Tests.Local;

public sealed class LocalSchedulerTests : IDisposable
{
    private readonly LocalSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task A_job_runs_to_its_end_and_its_output_goes_to_its_file()
    {
        var intent = Intents.Of(_site.Script("echo out; echo err >&2; echo id=$FW_LOCAL_JOB_ID restarts=$FW_LOCAL_RESTART_COUNT"));
        var id = await _site.Submit(intent);

        var end = await _site.Until(id, SchedulerPhase.Ended);

        end.Cause.ShouldBe(EndCause.ScriptSucceeded);
        end.ExitCode.ShouldBe(0);
        end.JobName.ShouldBe(intent.JobName);
        end.Comment.ShouldBe(intent.Nonce);
        end.StartedAt.ShouldNotBeNull();
        end.EndedAt.ShouldNotBeNull().ShouldBeGreaterThanOrEqualTo(end.StartedAt.Value);
        end.PeakMemoryBytes.ShouldNotBeNull().ShouldBeGreaterThan(100_000);
        end.CpuTime.ShouldNotBeNull();
        (await File.ReadAllLinesAsync(intent.OutputPath)).ShouldBe(["out", "err", $"id={id} restarts=0"]);
    }

    [Fact]
    public async Task Exit_code_and_signal_of_a_failed_script_are_told()
    {
        var failed = await _site.Submit(Intents.Of(_site.Script("exit 7")));
        var killed = await _site.Submit(Intents.Of(_site.Script("kill -9 $$")));

        var first = await _site.Until(failed, SchedulerPhase.Ended);
        var second = await _site.Until(killed, SchedulerPhase.Ended);

        first.Cause.ShouldBe(EndCause.ScriptFailed);
        first.ExitCode.ShouldBe(7);
        first.Signal.ShouldBeNull();
        second.Cause.ShouldBe(EndCause.ScriptFailed);
        second.Signal.ShouldBe(9);
    }

    [Fact]
    public async Task A_script_that_cannot_be_run_is_a_failure_with_a_reason_in_its_log()
    {
        var intent = Intents.Of(_site.Path_("missing.sh"));

        var end = await _site.Until(await _site.Submit(intent), SchedulerPhase.Ended);

        end.Cause.ShouldBe(EndCause.ScriptFailed);
        end.ExitCode.ShouldBe(127);
        (await File.ReadAllTextAsync(intent.OutputPath)).ShouldContain("No such file");
    }

    [Fact]
    public async Task A_script_without_the_executable_bit_runs_all_the_same()
    {
        var script = _site.Path_("plain.sh");
        await File.WriteAllTextAsync(script, "#!/bin/bash\nexit 4\n");

        (await _site.Until(await _site.Submit(Intents.Of(script)), SchedulerPhase.Ended)).ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task The_same_name_submitted_again_finds_the_first_job()
    {
        var gate = _site.Path_("gate");
        var intent = Intents.Of(_site.Script($"until [ -e '{gate}' ]; do sleep 0.05; done"));
        var id = await _site.Submit(intent);

        (await _site.Submit(intent with { Nonce = "another" })).ShouldBe(id);

        await File.WriteAllTextAsync(gate, "");
        await _site.Until(id, SchedulerPhase.Ended);
        (await _site.Submit(intent)).ShouldNotBe(id);
    }

    [Fact]
    public async Task A_job_is_found_by_its_name()
    {
        var intent = Intents.Of(_site.Script("true"));
        var id = await _site.Submit(intent);

        var snapshot = await _site.Scheduler.ObserveAsync(new() { JobNames = [intent.JobName, "fw-other"], Since = default }, default);

        snapshot.Observations.ShouldHaveSingleItem().SchedulerJobId.ShouldBe(id);
    }

    [Fact]
    public async Task A_job_larger_than_the_machine_is_refused_for_good()
    {
        var results = await _site.Scheduler.SubmitAsync(
            [Intents.Of(_site.Script("true"), cpus: 5), Intents.Of(_site.Script("true"), memoryMegabytes: 9000), Intents.Of(_site.Script("true"))], default);

        foreach (var refused in results.Take(2).Select(result => result.ShouldBeOfType<SubmissionResult.Refused>()))
        {
            refused.WorthRetrying.ShouldBeFalse();
            refused.Reason.ShouldContain("4 CPUs and 8 GB");
        }

        results[2].ShouldBeOfType<SubmissionResult.Accepted>();
    }

    [Fact]
    public async Task A_running_job_is_cancelled_with_all_its_processes()
    {
        var id = await _site.Submit(Intents.Of(_site.Script("sleep 1000 & echo $!; wait")));
        await _site.Until(id, SchedulerPhase.Running);
        var script = await _site.ProcessOf(id, "run.json");

        (await _site.Scheduler.CancelAsync(id, default)).ShouldBeNull();

        var end = await _site.Until(id, SchedulerPhase.Ended);
        end.Cause.ShouldBe(EndCause.Cancelled);
        await Eventually.Holds(() => !Signals.GroupExists(script));
    }

    [Fact]
    public async Task Cancelling_an_ended_or_unknown_job_counts_as_done()
    {
        var id = await _site.Submit(Intents.Of(_site.Script("true")));
        await _site.Until(id, SchedulerPhase.Ended);

        (await _site.Scheduler.CancelAsync(id, default)).ShouldBeNull();
        (await _site.Scheduler.CancelAsync("987654", default)).ShouldBeNull();
        (await _site.Observe(id)).Cause.ShouldBe(EndCause.ScriptSucceeded);
    }

    [Fact]
    public async Task The_shepherd_leads_its_own_session_and_holds_none_of_our_pipes()
    {
        var id = await _site.Submit(Intents.Of(_site.Script("sleep 1000")));
        var shepherd = await _site.ProcessOf(id, "shepherd.json");

        // Field 6 of /proc/PID/stat is the session; file descriptors 0 to 2 are a file or /dev/null.
        // It becomes the leader as its first deed.
        await Eventually.Holds(() => File.ReadAllText($"/proc/{shepherd}/stat").Split(' ')[5] == $"{shepherd}");
        foreach (var descriptor in (int[])[0, 1, 2])
        {
            new FileInfo($"/proc/{shepherd}/fd/{descriptor}").LinkTarget.ShouldNotBeNull().ShouldStartWith("/");
        }

        using var ours = Process.GetCurrentProcess();
        File.ReadAllText($"/proc/{shepherd}/stat").Split(' ')[3].ShouldNotBe($"{ours.Id}");
    }

    [Fact]
    public async Task A_working_place_passes_the_check_and_bad_slots_are_named()
    {
        (await _site.Scheduler.CheckAsync(default)).ShouldBeNull();

        var slots = Path.Combine(_site.StateFolder, "slots.json");
        await File.WriteAllTextAsync(slots, "{ nonsense");
        (await _site.Scheduler.CheckAsync(default)).ShouldNotBeNull().ShouldContain(slots);
    }
}
