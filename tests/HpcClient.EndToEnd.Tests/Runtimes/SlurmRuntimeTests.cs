using System.Globalization;
using System.Text.Json;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Runtimes;

/// <summary>Gears in real containers in jobs of a real Slurm.</summary>
[Trait("Needs", "Slurm")]
public sealed class SlurmRuntimeTests
{
    private const string Settings = "  cluster: slurm\n  scheduler_ram: 1G\n  max_gpu: 2\n";

    [Fact]
    public async Task A_container_of_Podman_ends_with_its_job_however_that_is_killed()
    {
        await Parts.NeedSlurmAsync();
        await Parts.NeedRuntimeAsync("podman");
        await using var site = await StartAsync("podman", "#!/bin/bash\n[ $OMP_NUM_THREADS = 1 ] || exec dd bs=2500M count=1 if=/dev/zero of=/dev/null\ntrap '' TERM\necho up\nsleep 4800\nsleep 4800\n");
        string[] jobs = [await site.LaunchAsync("held"), await site.LaunchAsync("held"), await site.LaunchAsync("held")];
        var greedy = await site.LaunchAsync("held", "cpu=2");
        await site.SweepAsync();
        var containers = new Dictionary<string, int>();
        foreach (var job in jobs)
        {
            await Eventually.TrueAsync(async () => (await site.LogAsync(job)).Contains("up\n", StringComparison.Ordinal), $"the gear of {job} runs");
            containers[job] = await ContainerAsync(job);
            IsAlive(containers[job]).ShouldBeTrue();
        }

        (await Product.RunAsync("scancel", [await NumberAsync(jobs[0])])).Succeeded.ShouldBeTrue();
        (await Product.RunAsync("scancel", ["--signal=KILL", "--full", await NumberAsync(jobs[1])])).Succeeded.ShouldBeTrue();
        Signals.Send(await EngineAsync(site, jobs[2]), Signal.Kill).ShouldBeTrue();

        foreach (var job in jobs)
        {
            await Eventually.TrueAsync(() => !IsAlive(containers[job]), $"the container of {job} ends");
            await Eventually.TrueAsync(async () => (await PodmanAsync("ps", "--all", "--quiet", "--filter", $"label=fw-hpc.job={job}")).Length == 0, $"Podman forgets the container of {job}");
            await site.SweepUntilOverAsync(job);
        }

        if (await HasMemoryLimitsAsync())
        {
            (await site.SweepUntilOverAsync(greedy)).ShouldBe("failed");
            (await site.LogAsync(greedy)).ShouldContain("killed (signal 9)");
            (await PodmanAsync("ps", "--all", "--quiet", "--filter", $"label=fw-hpc.job={greedy}")).ShouldBeEmpty();
        }
        else
        {
            await Product.RunAsync("scancel", [await NumberAsync(greedy)]);
        }

        // A later job on the nodes removes what was left of those that were killed with all of their processes.
        var scratch = site.In("hpc", "state", "engine", "temp");
        var last = await site.LaunchAsync("held");
        await site.SweepAsync();
        await Eventually.TrueAsync(async () => (await site.LogAsync(last)).Contains("up\n", StringComparison.Ordinal), "a later gear runs");
        await Eventually.TrueAsync(() => Directory.EnumerateDirectories(scratch).All(folder => folder.Contains(last, StringComparison.Ordinal)), "the folders of the others go");
        (await Product.RunAsync("scancel", [await NumberAsync(last)])).Succeeded.ShouldBeTrue();
        await site.SweepUntilOverAsync(last);
    }

    [Fact]
    public async Task A_gear_gets_the_devices_that_Slurm_gave_and_its_user_reads_the_notice_of_its_end()
    {
        await Parts.NeedSlurmAsync();
        await Parts.NeedRuntimeAsync("apptainer");
        await using var site = await StartAsync("apptainer", "#!/bin/bash\necho \"devices $CUDA_VISIBLE_DEVICES\"\necho threads $OMP_NUM_THREADS\nsleep 4801\n");
        var job = await site.LaunchAsync("held", "gpu=2", "cpu=2");
        await site.SweepAsync();
        await Eventually.TrueAsync(async () => (await site.LogAsync(job)).Contains("threads 2\n", StringComparison.Ordinal), "the gear runs");
        (await site.LogAsync(job)).ShouldContain("devices 0,1\n");

        (await Product.RunAsync("scancel", ["--signal=USR1", "--batch", await NumberAsync(job)])).Succeeded.ShouldBeTrue();

        await Eventually.TrueAsync(async () => (await site.LogAsync(job)).Contains("The scheduler gives notice (SIGUSR1)", StringComparison.Ordinal), "its user reads the notice");
        (await site.StateAsync(job)).ShouldBe("running");
        (await Product.RunAsync("scancel", [await NumberAsync(job)])).Succeeded.ShouldBeTrue();
        await site.SweepUntilOverAsync(job);
    }

    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_job_claimed_at_a_site_of_2018_runs_in_its_container_and_is_ended_by_its_upload(string runtime)
    {
        await Parts.NeedSlurmAsync();
        await Parts.NeedRuntimeAsync(runtime);
        await using var site = await StartAsync(runtime, "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\necho counted\n", "--generation", "2018");
        var job = await site.LaunchAsync("held");

        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");

        (await site.LogAsync(job)).ShouldContain("counted\n");
        var document = (await site.ReadAsync($"jobs/{job}"))!;
        ((string)document["saved_files"]![0]!).ShouldBe("lines.txt");
        document["profile"]!["elapsed"].ShouldNotBeNull("the ticket of the upload ended the job");
        (await File.ReadAllTextAsync(site.In("hpc", "state", "ends", $"{job}.json"))).ShouldContain($"\"{runtime}\"");
    }

    private static async Task<Installation> StartAsync(string runtime, string script, params string[] serve)
    {
        var site = await Installation.StartAsync(serve);
        var source = Directory.CreateDirectory(site.In("gear-source")).FullName;
        await File.WriteAllTextAsync(Path.Combine(source, "run"), script);
        File.SetUnixFileMode(Path.Combine(source, "run"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var image = site.In("held.tar");
        var made = await Product.RunAsync(Path.Combine(Repository.Root, "deploy", "gears", "host-rootfs.sh"), ["--out", image, "--add", $"{source}=/flywheel/v0"]);
        made.Succeeded.ShouldBeTrue(made.Error);
        await site.GearAsync("held", script, image);
        site.Cast(Settings);
        site.Credentials();
        var settings = Environment.GetEnvironmentVariable("CONTAINERS_CONF") is { Length: > 0 } file ? $"export CONTAINERS_CONF='{file}'\n" : "";
        await File.AppendAllTextAsync(Path.Combine(site.Hpc, "settings", "credentials.sh"), $"export ENGINE_MODULE={runtime}\n{settings}");
        return site;
    }

    private static async Task<bool> HasMemoryLimitsAsync() =>
        (await Product.RunAsync("scontrol", ["show", "config"])).Out.Contains("task/cgroup", StringComparison.Ordinal);

    private static async Task<string> PodmanAsync(params string[] arguments) => (await Product.RunAsync("podman", arguments)).Out.Trim();

    private static async Task<int> ContainerAsync(string job) => int.Parse(
        await PodmanAsync("inspect", "--format", "{{.State.Pid}}", await PodmanAsync("ps", "--quiet", "--filter", $"label=fw-hpc.job={job}")), CultureInfo.InvariantCulture);

    private static bool IsAlive(int process) => ProcessIdentity.Of(process) is not null;

    private static async Task<string> NumberAsync(string job) =>
        (await Product.RunAsync("squeue", ["--noheader", "--states=all", "--name", $"fw-{job}", "--format", "%i"])).Out.Trim();

    private static async Task<int> EngineAsync(Installation site, string job)
    {
        using var claim = JsonDocument.Parse(await File.ReadAllTextAsync(site.In("hpc", "state", "claims", $"{job}.json")));
        return claim.RootElement.GetProperty("process_id").GetInt32();
    }
}
