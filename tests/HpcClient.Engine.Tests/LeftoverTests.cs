using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests;

public sealed class LeftoverTests
{
    private const string Dead = "999999.1";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_container_of_Podman_ends_with_a_job_that_is_killed_at_once_and_the_next_engine_puts_things_right(bool rootless)
    {
        await RuntimeProbe.RequireAsync("podman");
        await using var bed = await EngineBed.StartAsync("podman");
        await using var user = rootless ? await TemporaryUser.AddAsync(bed.In("home")) : null;
        if (user is not null)
        {
            await bed.GiveToAsync(user);
        }

        var mark = rootless ? "4461" : "4460";
        var gear = await bed.AddGearAsync();
        var job = await bed.AddJobAsync($"trap '' TERM; echo up; sleep {mark}; sleep {mark}", gear);
        using var engine = EngineProcess.Start(bed, job, user);
        await bed.WaitForLogAsync(job, "up\n");
        await Until.Async(() => Processes.Named($"sleep {mark}").Length > 0);

        // As a scheduler kills a job: all of its processes at once. With root's Podman the container and its keeper are elsewhere.
        var scratch = Directory.EnumerateDirectories(bed.Scratch).Single();
        foreach (var process in user is null ? Processes.Showing($"fw-hpc-watch {scratch}") : await user.ProcessesAsync())
        {
            Signals.Send(process, Signal.Kill);
        }

        engine.Send(Signal.Kill);

        await Until.Async(() => Processes.Named($"sleep {mark}").Length == 0);
        Directory.Exists(scratch).ShouldBeTrue();

        // The next engine on this node, with another job, removes the rest.
        var next = await bed.AddJobAsync("echo next up; sleep 4462", gear);
        File.Delete(bed.In("engine"));
        using var second = EngineProcess.Start(bed, next, user);
        await Until.Async(() => !Directory.Exists(scratch));
        second.Send(Signal.Terminate);
        (await second.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(13, await bed.Site.LogOfAsync(next));
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_dead_engine_left_of_another_job_is_removed_and_nothing_else()
    {
        await using var bed = await EngineBed.StartAsync();
        using var gear = RunningChild.Start(new() { Program = "sleep", Arguments = ["4463"], NewSession = true }, (_, _) => ValueTask.CompletedTask);
        await Until.Async(() => Processes.Named("sleep 4463").Length == 1);
        var identity = ProcessIdentity.Of(gear.ProcessId).ShouldNotBeNull();
        var me = ProcessIdentity.Current();
        var dead = Left(bed, $"job-a.{Environment.MachineName}.{Dead}", $"host {identity.ProcessId} {identity.StartTicks}");
        string[] others =
        [
            Left(bed, $"job-b.elsewhere.example.{Dead}"),
            Left(bed, $"job-c.{Environment.MachineName}.{me.ProcessId}.{me.StartTicks}"),
            Left(bed, $"job-d.{Environment.MachineName}.x.y"),
            Left(bed, $"something.{Environment.MachineName}.{Dead}"),
        ];
        var unseen = Left(bed, $"job-f.{Environment.MachineName}.{Dead}");
        await File.WriteAllTextAsync(Path.Combine(unseen, "own", "process-space"), "pid:[1]");
        var open = Left(bed, $"job-e.{Environment.MachineName}.{Dead}");
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.OtherWrite);
        var job = await bed.AddJobAsync($"until [ ! -e '{dead}' ]; do sleep 0.02; done");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        await gear.WaitAsync(TestContext.Current.CancellationToken);
        Directory.EnumerateDirectories(bed.Scratch).ShouldBe([.. others, unseen, open], ignoreOrder: true);
    }

    [Fact]
    public async Task A_gear_that_outlived_its_engine_ends_before_the_same_job_starts_again()
    {
        await using var bed = await EngineBed.StartAsync();
        using var gear = RunningChild.Start(new() { Program = "sleep", Arguments = ["4464"], NewSession = true }, (_, _) => ValueTask.CompletedTask);
        await Until.Async(() => Processes.Named("sleep 4464").Length == 1);
        var identity = ProcessIdentity.Of(gear.ProcessId).ShouldNotBeNull();
        var job = await bed.AddJobAsync("pgrep -fx 'sleep 4464' && exit 3; true");
        Left(bed, $"job-{job}.{Environment.MachineName}.{Dead}", $"host {identity.ProcessId} {identity.StartTicks}");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    private static string Left(EngineBed bed, string name, string? mark = null)
    {
        var own = Directory.CreateDirectory(Path.Combine(bed.Scratch, name, "own")).FullName;
        File.WriteAllText(Path.Combine(own, "process-space"), new FileInfo("/proc/self/ns/pid").LinkTarget);
        if (mark is not null)
        {
            File.WriteAllText(Path.Combine(own, "gear"), mark);
        }

        return Path.GetDirectoryName(own)!;
    }
}
