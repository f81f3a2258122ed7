using System.Text.Json.Nodes;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Packages;

/// <summary>A job that starts, or starts again, after an update.</summary>
public sealed class EngineOfBuildTests
{
    private const string Old = "2.9.0-old";
    private const string OldCommit = "0123456789abcdef0123456789abcdef01234567";

    [Fact]
    public async Task A_requeued_job_goes_on_with_the_kept_engine_of_the_build_that_cast_it_and_with_the_present_one_where_none_is_kept()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("gate", "#!/bin/bash\necho done > output/done.txt\n");

        // Cast, so that there is a record of the submission; the scheduler's run of it does nothing.
        var link = site.In("hpc", "logs", "temp", "engine");
        File.Delete(link);
        ExecutableScript.Write(link, $"#!/bin/bash\n> '{site.In("ran")}'\n");
        var job = await site.LaunchAsync("gate");
        (await site.SweepAsync()).ExitCode.ShouldBe(0);
        await Eventually.TrueAsync(() => File.Exists(site.In("ran")), "the scheduler's run is over");
        var attempt = site.In("hpc", "state", "attempts", $"{job}.json");
        var record = JsonNode.Parse(await File.ReadAllTextAsync(attempt))!.AsObject();
        var name = record.Select(pair => pair.Key).Single(key => key.Equals("build", StringComparison.OrdinalIgnoreCase));
        ((string)record[name]!).ShouldStartWith("3.");

        // As after an update: the record is of the build before, which is kept beside the executable; the link leads to the new one.
        record[name] = $"{Old}+{OldCommit}";
        await File.WriteAllTextAsync(attempt, record.ToJsonString());
        var bin = site.In("bin");
        (await Product.RunAsync("cp", ["-rL", Path.GetDirectoryName(Product.Client)!, bin])).ExitCode.ShouldBe(0);
        var program = Path.Combine(bin, Path.GetFileName(Product.Client));
        var kept = $"{program}.{Old}";
        ExecutableScript.Write(kept, $$"""
            #!/bin/bash
            if [ "$1" = --version ]; then printf 'fw-hpc-client {{Old}}\ncommit {{OldCommit}} of 2026-01-01\nbuild linux-x64\n'; exit; fi
            echo "old engine: $*, secret of ${#SCITRAN_CORE_DRONE_SECRET} letters, in $PWD"
            """);
        File.Delete(link);
        File.CreateSymbolicLink(link, program);

        var requeued = await EngineAsync(site, job);

        requeued.ExitCode.ShouldBe(0, requeued.Error);
        requeued.Out.ShouldContain($"old engine: run --single-job {job}, secret of {site.Secret.Length} letters, in {site.In("hpc", "logs", "temp")}");
        requeued.Error.ShouldContain($"was cast by {Old} and goes on with it");

        // A stranger under that name is not trusted, and where none is kept the present one does the work.
        ExecutableScript.Write(kept, "#!/bin/bash\necho stranger\n");
        var gone = await EngineAsync(site, job);
        gone.Error.ShouldContain("is not kept beside");
        gone.Out.ShouldNotContain("old engine");
        (await site.StateAsync(job)).ShouldBe("complete", gone.Error);
    }

    // As the script does.
    private static Task<ChildResult> EngineAsync(Installation site, string job) => Product.RunAsync(
        "bash", ["-c", "set -e; . \"$1/settings/credentials.sh\"; cd \"$1/logs/temp\"; exec ./engine run --single-job \"$2\"", "bash", site.Hpc, job]);
}
