using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Tests.Local;

public sealed class LocalQueueTests : IDisposable
{
    private readonly LocalSite _site = new(cpus: 2);

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Jobs_wait_for_free_slots_and_start_in_order_without_any_client()
    {
        var order = _site.Path_("order");
        var gate = _site.Path_("gate");
        var ids = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            ids.Add(await _site.Submit(Intents.Of(_site.Script($"echo {i} >> '{order}'; until [ -e '{gate}' ]; do sleep 0.05; done"), cpus: i == 2 ? 2 : 1)));
        }

        await Eventually.Holds(() => File.Exists(order) && File.ReadAllLines(order).Length == 2);
        var waiting = await _site.Observe(ids[2]);
        waiting.Phase.ShouldBe(SchedulerPhase.Queued);
        waiting.Reason.ShouldNotBeNull().ShouldContain("2 free CPUs");

        // From here on nobody asks the scheduler anything: the shepherds hand the slots on.
        await File.WriteAllTextAsync(gate, "");
        await Eventually.Holds(() => File.ReadAllLines(order).Length == 4);
        File.ReadAllLines(order).TakeLast(2).ShouldBe(["2", "3"]);
    }

    [Fact]
    public async Task A_queued_job_that_is_cancelled_never_starts()
    {
        var mark = _site.Path_("started");
        var first = await _site.Submit(Intents.Of(_site.Script("sleep 1000"), cpus: 2));
        var second = await _site.Submit(Intents.Of(_site.Script($"touch '{mark}'")));

        await _site.Scheduler.CancelAsync(second, default);

        var end = await _site.Until(second, SchedulerPhase.Ended);
        end.Cause.ShouldBe(EndCause.Cancelled);
        end.StartedAt.ShouldBeNull();
        await _site.Scheduler.CancelAsync(first, default);
        await _site.Until(first, SchedulerPhase.Ended);
        File.Exists(mark).ShouldBeFalse();
    }

    [Fact]
    public async Task A_killed_shepherd_does_not_leave_its_job_running_for_ever()
    {
        var gate = _site.Path_("gate");
        var id = await _site.Submit(Intents.Of(_site.Script($"until [ -e '{gate}' ]; do sleep 0.05; done")));
        _ = await _site.ProcessOf(id, "run.json");
        Signals.Send(await _site.ProcessOf(id, "shepherd.json"), Signal.Kill).ShouldBeTrue();

        // Its script lives on and keeps the slot.
        (await _site.Observe(id)).Phase.ShouldBe(SchedulerPhase.Running);

        await File.WriteAllTextAsync(gate, "");
        var end = await _site.Until(id, SchedulerPhase.Ended);
        end.Cause.ShouldBe(EndCause.NodeFailure);
        end.Reason.ShouldNotBeNull().ShouldContain("killed");
    }

    [Fact]
    public async Task A_job_of_a_killed_shepherd_can_still_be_cancelled()
    {
        var id = await _site.Submit(Intents.Of(_site.Script("sleep 1000")));
        var script = await _site.ProcessOf(id, "run.json");
        Signals.Send(await _site.ProcessOf(id, "shepherd.json"), Signal.Kill).ShouldBeTrue();
        await _site.Until(id, SchedulerPhase.Running);

        await _site.Scheduler.CancelAsync(id, default);

        (await _site.Until(id, SchedulerPhase.Ended)).Cause.ShouldBe(EndCause.Cancelled);
        await Eventually.Holds(() => !Signals.GroupExists(script));
    }

    [Fact]
    public async Task Killed_script_and_shepherd_end_as_a_node_failure_and_free_the_slot()
    {
        var id = await _site.Submit(Intents.Of(_site.Script("sleep 1000"), cpus: 2));
        var next = await _site.Submit(Intents.Of(_site.Script("true")));
        var script = await _site.ProcessOf(id, "run.json");
        Signals.Send(await _site.ProcessOf(id, "shepherd.json"), Signal.Kill);
        Signals.SendToGroup(script, Signal.Kill);

        (await _site.Until(id, SchedulerPhase.Ended)).Cause.ShouldBe(EndCause.NodeFailure);
        (await _site.Until(next, SchedulerPhase.Ended)).Cause.ShouldBe(EndCause.ScriptSucceeded);
    }

    [Fact]
    public async Task A_job_of_an_earlier_boot_ended_with_it()
    {
        var id = await _site.Submit(Intents.Of(_site.Script("sleep 1000")));
        var script = await _site.ProcessOf(id, "run.json");
        var shepherd = await _site.ProcessOf(id, "shepherd.json");
        Signals.Send(shepherd, Signal.Kill);
        Signals.SendToGroup(script, Signal.Kill);
        await Eventually.Holds(() => ProcessIdentity.Of(shepherd) is null && ProcessIdentity.Of(script) is null);
        var folder = Directory.EnumerateDirectories(Path.Combine(_site.StateFolder, "active")).Single();

        // Our own process id with another boot's mark: alive now, but not the process that was meant.
        var here = ProcessIdentity.Current();
        var process = $$"""{"processId": {{here.ProcessId}}, "startTicks": {{here.StartTicks}}, "bootId": "another"}""";
        await File.WriteAllTextAsync(Path.Combine(folder, "shepherd.json"), $$"""{"process": {{process}}, "attempt": 1}""");
        await File.WriteAllTextAsync(Path.Combine(folder, "run.json"), $$"""{"startedAt": "2026-01-01T00:00:00+00:00", "process": {{process}}}""");

        var end = await _site.Until(id, SchedulerPhase.Ended);
        end.Cause.ShouldBe(EndCause.NodeFailure);
        end.Reason.ShouldNotBeNull().ShouldContain("restarted");
    }

    [Fact]
    public async Task Many_ended_jobs_are_pruned_and_do_not_hide_new_ones()
    {
        var ended = Path.Combine(_site.StateFolder, "ended");
        for (var i = 1; i <= 1200; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(ended, $"{i:D9}.fw-old{i}")).FullName;
            Directory.SetLastWriteTimeUtc(folder, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        await File.WriteAllTextAsync(Path.Combine(_site.StateFolder, "last-ticket"), "1200");
        var id = await _site.Submit(Intents.Of(_site.Script("true")));

        id.ShouldBe("1201");
        (await _site.Until(id, SchedulerPhase.Ended)).Cause.ShouldBe(EndCause.ScriptSucceeded);
        await Eventually.Holds(() => Directory.GetDirectories(ended).Length == 1001);
    }

    [Fact]
    public async Task Waiting_jobs_know_what_for_and_how_many_stand_before_them()
    {
        var gate = _site.Path_("gate-of-the-line");
        var first = await _site.Submit(Intents.Of(_site.Script($"until [ -e '{gate}' ]; do sleep 0.05; done"), cpus: 2));
        var second = await _site.Submit(Intents.Of(_site.Script("true"), cpus: 2, memoryMegabytes: 512));
        var third = await _site.Submit(Intents.Of(_site.Script("true")));

        var (runs, next, last) = (await _site.Observe(first), await _site.Observe(second), await _site.Observe(third));

        (runs.WaitsFor, runs.JobsAhead).ShouldBe((null, null));
        next.WaitsFor.ShouldBe("waits for 2 free CPUs and 512M of memory on this machine");
        next.Cpus.ShouldBeNull();
        (next.JobsAhead, last.JobsAhead).ShouldBe((0, 1));

        await File.WriteAllTextAsync(gate, "");
        var end = await _site.Until(second, SchedulerPhase.Ended);
        (end.Cpus, end.MemoryLimitBytes, end.RestartCount).ShouldBe((2, 512L << 20, 0));
    }
}
