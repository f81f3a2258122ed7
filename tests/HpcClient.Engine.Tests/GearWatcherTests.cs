using HpcClient.Engine.Runtimes;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests;

/// <summary>What comes of a gear whose engine dies, by the watcher alone.</summary>
public sealed class GearWatcherTests
{
    // Beyond what the kernel counts to: no process has it.
    private const int NoGroup = int.MaxValue;

    [Fact]
    public async Task A_gear_that_it_was_told_of_ends_and_its_folder_goes()
    {
        using var folder = new TemporaryFolder();
        using var gear = Start(folder.In("job"), "4471", at: "/");
        await Until.Async(() => Processes.Named("sleep 4471").Contains(gear.ProcessId));
        using (var watcher = GearWatcher.Start(folder.In("job"), []))
        {
            watcher.Watch(gear.ProcessId);
        }

        (await gear.WaitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(128 + (int)Signal.Kill);
        await Until.Async(() => !Directory.Exists(folder.In("job")));
    }

    [Fact]
    public async Task A_gear_that_does_not_lead_its_group_yet_ends_all_the_same()
    {
        using var folder = new TemporaryFolder();
        using var gear = Start(folder.In("job"), "4477", at: folder.In("job"));
        using (var watcher = GearWatcher.Start(folder.In("job"), []))
        {
            // Such as one that setsid has not come to.
            watcher.Watch(NoGroup);
        }

        (await gear.WaitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(128 + (int)Signal.Kill);
        await Until.Async(() => !Directory.Exists(folder.In("job")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_gear_ends_whose_engine_died_before_it_could_tell_which_it_is(bool isNamed)
    {
        using var folder = new TemporaryFolder();
        using var gear = isNamed ? Start(folder.In("job"), "4472", at: "/", folder.In("job") + "/gear") : Start(folder.In("job"), "4473", at: folder.In("job"));

        GearWatcher.Start(folder.In("job"), []).Dispose();

        (await gear.WaitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(128 + (int)Signal.Kill);
        await Until.Async(() => !Directory.Exists(folder.In("job")));
    }

    [Fact]
    public async Task What_is_no_gear_lives_on()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("job-2"));
        using var anotherJob = Start(folder.In("job"), "4474", at: folder.In("job-2"));
        using var somebodyLooks = Start(folder.In("job"), "4475", at: folder.In("job"), isLeader: false);

        GearWatcher.Start(folder.In("job"), []).Dispose();

        await Until.Async(() => !Directory.Exists(folder.In("job")));
        foreach (var (one, mark) in new[] { (anotherJob, "4474"), (somebodyLooks, "4475") })
        {
            Processes.Named($"sleep {mark}").ShouldContain(one.ProcessId);
            one.Send(Signal.Kill);
            await one.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task A_watcher_that_is_released_touches_nothing()
    {
        using var folder = new TemporaryFolder();
        using var gear = Start(folder.In("job"), "4476", at: folder.In("job"));
        await Until.Async(() => Processes.Named("sleep 4476").Contains(gear.ProcessId));
        using (var watcher = GearWatcher.Start(folder.In("job"), []))
        {
            watcher.Release();
        }

        Directory.Exists(folder.In("job")).ShouldBeTrue();
        Processes.Named("sleep 4476").ShouldContain(gear.ProcessId);
        gear.Send(Signal.Kill);
        await gear.WaitAsync(TestContext.Current.CancellationToken);
    }

    private static RunningChild Start(string jobFolder, string mark, string at, string? argument = null, bool isLeader = true)
    {
        Directory.CreateDirectory(jobFolder);
        return RunningChild.Start(
            argument is null
                ? new() { Program = "sleep", Arguments = [mark], WorkingDirectory = at, NewSession = isLeader }
                : new() { Program = "sh", Arguments = ["-c", $"sleep {mark}; :", argument], WorkingDirectory = at, NewSession = isLeader },
            (_, _) => ValueTask.CompletedTask);
    }
}
