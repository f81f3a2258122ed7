using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests;

/// <summary>
/// Docker: a real one where its daemon answers, else Podman in its place, which takes the same words; and a stand-in that
/// only notes them.
/// </summary>
public sealed class DockerTests
{
    [Fact]
    public async Task A_gear_runs_by_Dockers_words()
    {
        var real = Executables.Find("docker") is { } docker && (await ChildProcess.RunAsync(new() { Program = docker, Arguments = ["version"] }, TimeSpan.FromMinutes(1))).Succeeded ? docker : null;
        if (real is null)
        {
            await RuntimeProbe.RequireAsync("podman");
        }

        await using var bed = await StartAsync($"exec '{real ?? Executables.Find("podman")}' \"$@\"\n");
        await bed.Site.AddFileAsync("in.txt", "content\n"u8.ToArray());
        var gear = await bed.AddGearAsync(manifest =>
        {
            manifest["environment"] = new System.Text.Json.Nodes.JsonObject { ["ODD"] = "a,b \"q\" $HOME" };
            manifest["custom"] = new System.Text.Json.Nodes.JsonObject { ["flywheel"] = new System.Text.Json.Nodes.JsonObject { ["uid"] = 1234, ["gid"] = 2345 } };
        });
        var job = await bed.AddJobAsync("id -u; id -g; cat input/file/in.txt; touch new \"$HOME/h\" /tmp/t && echo \"odd: $ODD\"; echo r > output/r; chmod 600 output/r; exit 4", gear, "in.txt");
        using var engine = EngineProcess.Start(bed, job);

        (await engine.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(10, await bed.Site.LogOfAsync(job));

        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("1234\n2345\ncontent\n");
        log.ShouldContain("odd: a,b \"q\" $HOME\n");
        log.ShouldContain("exit code 4");
        bed.End(job).Runtime.ShouldBe("docker");
        (await bed.Site.OutputNamesAsync()).ShouldContain("r");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_asked_of_Docker_names_exactly_the_job_s_devices_limits_and_folders_and_no_private_value()
    {
        await using var bed = await StartAsync("case $* in *json*) echo '[\"PATH=/x\",\"SECRET_OF_IMAGE=1\"]';; esac\n");
        bed.Environment["CUDA_VISIBLE_DEVICES"] = "0,1";
        bed.Environment["SLURM_JOB_GPUS"] = "2,3";
        Directory.CreateDirectory(bed.Folder.Settings);
        await File.WriteAllTextAsync(bed.Folder.CastFile, "cast:\n  gear_network: capability\n  binds: [\"/etc:/host/etc:ro\"]\n");
        var job = await bed.AddJobAsync("true");
        using var engine = EngineProcess.Start(bed, job);

        (await engine.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(0, await bed.Site.LogOfAsync(job));

        var calls = (await File.ReadAllLinesAsync(bed.In("calls"))).ToList();
        calls.ShouldContain($"ps|--all|--quiet|--filter|label=fw-hpc.job={job}|");
        var run = calls.Single(call => call.Contains("--init", StringComparison.Ordinal));
        run.ShouldStartWith("run|--rm|--init|--name|fw-hpc-" + job + ".");
        run.ShouldContain($"|--label|fw-hpc.job={job}|--pull=never|--entrypoint=|--network=none|--log-driver=none|");
        run.ShouldContain("|--mount|type=bind,\"source=/etc\",\"target=/host/etc\",readonly|");
        run.ShouldContain("|--user|0:0|--gpus|\"device=2,3\"|");
        run.ShouldContain("|--env|CUDA_VISIBLE_DEVICES=0,1|");
        run.ShouldContain("|--env|FW_CONFIG_SCRIPT|");
        run.ShouldContain("|--env|SECRET_OF_IMAGE|");
        run.ShouldNotContain("NVIDIA_VISIBLE_DEVICES");
    }

    [Fact]
    public async Task A_daemon_that_is_away_is_told_as_such()
    {
        await using var bed = await StartAsync("echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1\n");
        var job = await bed.AddJobAsync("true");
        using var engine = EngineProcess.Start(bed, job);

        (await engine.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(1);

        (await bed.Site.LogOfAsync(job)).ShouldContain($"Docker's daemon on {Environment.MachineName} does not answer: Cannot connect to the Docker daemon");
    }

    private static async Task<EngineBed> StartAsync(string then)
    {
        var bed = await EngineBed.StartAsync("docker");
        var folder = Directory.CreateDirectory(bed.In("bin")).FullName;
        var docker = Path.Combine(folder, "docker");
        await File.WriteAllTextAsync(docker, $"#!/bin/sh\n{{ printf '%s|' \"$@\" | tr '\\n' ' '; echo; }} >> '{bed.In("calls")}'\n{then}");
        File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        bed.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        return bed;
    }
}
