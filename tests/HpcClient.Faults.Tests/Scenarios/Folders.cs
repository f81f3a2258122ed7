using HpcClient.Casting.Ledger;
using HpcClient.Faults.Tests.Machine;

namespace HpcClient.Faults.Tests.Scenarios;

/// <summary>The folder is full, closed, damaged, or in two hands; and the clock jumps.</summary>
internal static class Folders
{
    // Another host name, as another login node that shares the folder has.
    private static readonly string[] OnAnotherHost = ["unshare", "-u", "bash", "-c", "hostname other-login; exec \"$@\"", "on"];

    public static IEnumerable<Scenario> All =>
    [
        new(LossPoint.Folder, "the disk of the scripts is full when a job comes: it waits, and runs once", async stage =>
        {
            await using var disk = await SmallDisk.MountAsync(stage.Folder.Generated, "size=64k");
            disk.Fill();
            await stage.LaunchAsync();
            (await stage.SweepAsync()).ExitCode.ShouldBe(ExitCodes.Folder, stage.LastSweep!.Error);
        }),
        new(LossPoint.Folder, "the disk of the ledger is full while a job runs: it is told later, and runs once", async stage =>
        {
            await using var disk = await SmallDisk.MountAsync(stage.Folder.State, "size=4m");
            var job = await stage.LaunchGatedAsync();
            await stage.SweepAsync();
            await stage.RunsAsync(job);
            disk.Fill();
            (await stage.SweepAsync()).ExitCode.ShouldBe(ExitCodes.Folder, stage.LastSweep!.Error);
            disk.Free();
            stage.OpenGate();
            await stage.SettleAsync();
            await new Afterwards(stage.Scenario, stage).CheckAsync();
            disk.Keep();
        }),
        new(LossPoint.Folder, "the folder is read-only when a job comes: it waits, and runs once", async stage =>
        {
            await using var disk = await SmallDisk.MountAsync(stage.Folder.State, "ro");
            await stage.LaunchAsync();
            (await stage.SweepAsync()).ExitCode.ShouldBe(ExitCodes.Folder, stage.LastSweep!.Error);
        }),
        new(LossPoint.Folder, "the ledger is cut to half while a job runs: that is said, and with a new ledger the job is followed, not run again", async stage =>
        {
            var job = await RunningAsync(stage);
            await using (var file = File.OpenWrite(stage.Folder.LedgerFile))
            {
                file.SetLength(file.Length / 2);
            }

            (await stage.SweepAsync()).ExitCode.ShouldBe(ExitCodes.Folder, stage.LastSweep!.Error);
            File.Move(stage.Folder.LedgerFile, stage.Folder.LedgerFile + ".damaged");
            await stage.SweepAsync();
            stage.OpenGate();
        }),
        new(LossPoint.Folder, "the ledger is emptied while a job runs: the job is followed, not run again", async stage =>
        {
            await RunningAsync(stage);
            await File.WriteAllBytesAsync(stage.Folder.LedgerFile, []);
            await stage.SweepAsync();
            stage.OpenGate();
        }),
        new(LossPoint.Folder, "the folder of claims is missing when the engine starts: it is made, and the job runs once", async stage =>
        {
            await stage.LaunchAsync();
            Directory.Delete(stage.Folder.Claims, recursive: true);
            await stage.SweepAsync();
        }),
        new(LossPoint.Folder, "the folders of claims and ends are deleted while a gear runs: the job ends once", async stage =>
        {
            await RunningAsync(stage);
            Directory.Delete(stage.Folder.Claims, recursive: true);
            Directory.Delete(stage.Folder.Ends, recursive: true);
            stage.OpenGate();
        }),
        new(LossPoint.Folder, "the folder of scripts is missing when a job comes: it is made, and the job runs once", async stage =>
        {
            Directory.Delete(stage.Folder.Generated, recursive: true);
            await stage.LaunchAsync();
            await stage.SweepAsync();
        }),
        new(LossPoint.Twins, "four sweeps start at once: one works, and the job runs once", async stage =>
        {
            await stage.LaunchAsync();
            var sweeps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => stage.Client.SweepAsync()));
            sweeps.ShouldAllBe(sweep => sweep.ExitCode == 0);
        }),
        new(LossPoint.Twins, "two hosts sweep the same folder at once: one works, and the job runs once", async stage =>
        {
            await stage.LaunchAsync();
            var here = stage.Client.SweepAsync();
            stage.Client.Under = OnAnotherHost;
            var there = stage.Client.SweepAsync();
            await Task.WhenAll(here, there);
            stage.Client.Under = [];
        }),
        new(LossPoint.Twins, "a host dies with the lease in its hand: another host waits for its end and goes on, and the job runs once", async stage =>
        {
            await ShiftedClock.NeedAsync();
            await stage.LaunchAsync();
            await stage.SweepUntilKilledAsync("after:Intended:1");
            stage.Client.Under = OnAnotherHost;
            (await stage.SweepAsync()).Error.ShouldContain("Another sweep is at work");
            stage.Client.Ahead = TimeSpan.FromMinutes(11);
            stage.Client.Stride = TimeSpan.FromSeconds(20);
        }),
        new(LossPoint.Clock, "the clock is an hour ahead while a job is submitted, and is set back: the job runs once", async stage =>
        {
            await ShiftedClock.NeedAsync();
            stage.Client.Ahead = TimeSpan.FromHours(1);
            await RunningAsync(stage);
            stage.Client.Ahead = TimeSpan.Zero;
            await stage.SweepAsync();
            stage.OpenGate();
        }),
        new(LossPoint.Clock, "the clock jumps a day ahead while a job waits at Slurm: it is not taken for lost", async stage =>
        {
            await ShiftedClock.NeedAsync();
            stage.StandIns.Put("sbatch", "real --hold \"$@\"");
            var job = await stage.LaunchAsync();
            await stage.SweepUntilAsync(job, LedgerState.Queued);
            stage.StandIns.Clear();
            stage.Client.Ahead = TimeSpan.FromDays(1);
            await stage.SweepAsync();
            await stage.SweepAsync();
            await stage.Slurm.AskAsync("scontrol", "release", await stage.NumberAsync(job));
        })
        {
            Ground = Ground.Slurm,
        },
        new(LossPoint.Clock, "the clock is set back an hour between submission and end: the job runs once", async stage =>
        {
            await ShiftedClock.NeedAsync();
            await RunningAsync(stage);
            stage.Client.Ahead = TimeSpan.FromHours(-1);
            stage.OpenGate();
        })
        {
            Ground = Ground.Slurm,
        },
    ];

    private static async Task<string> RunningAsync(Stage stage)
    {
        var job = await stage.LaunchGatedAsync();
        await stage.SweepAsync();
        await stage.RunsAsync(job);
        return job;
    }
}
