using HpcClient.Casting.Sweeping;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>What jobs ask for, from their tags to the script or to the sentence in their log.</summary>
public sealed class ResourceSweepTests
{
    private static readonly ResourceRules Rules = new()
    {
        MaxGpu = 2,
        MaxWalltime = TimeSpan.FromHours(8),
        AllowedGpuTypes = ["a100"],
        AllowedPartitions = ["long"],
        AllowedAccounts = ["neuro"],
        AllowedQos = ["high"],
        AllowedConstraints = ["avx2&ib"],
    };

    [Fact]
    public async Task All_that_is_allowed_stands_in_the_script_that_is_submitted()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { Resources = Rules };
        await site.AddJobAsync("gpu=a100:2", "walltime=4h", "partition=long", "account=neuro", "qos=high", "constraint=avx2&ib");

        (await site.SweepAsync()).ShouldBe(new SweepReport { Launched = 1 });

        site.Log.Lines.ShouldContain(l => l.Contains("1 CPUs, 4G, GPU a100:2, walltime 4:00:00, partition long, account neuro, QOS high, constraint avx2&ib."));
        var directives = File.ReadLines(site.Scheduler.Submitted.ShouldHaveSingleItem().ScriptPath).Where(l => l.StartsWith("#SBATCH", StringComparison.Ordinal)).ToList();
        foreach (var option in (string[])["--gpus-per-node=a100:2", "--time=4:00:00", "--partition=long", "--account=neuro", "--qos=high", "--constraint=\"avx2&ib\""])
        {
            directives.ShouldContain($"#SBATCH {option}");
        }
    }

    [Fact]
    public async Task What_is_not_allowed_is_told_in_the_jobs_log_and_stops_no_other_job()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { Resources = Rules };
        var refused = await site.AddJobAsync("gpu=3", "partition=secret");
        var fine = await site.AddJobAsync("gpu");

        (await site.SweepAsync()).ShouldBe(new SweepReport { Launched = 1, Rejected = 1 });

        (await site.StateAsync(refused)).ShouldBe("failed");
        (await site.LogAsync(refused)).ShouldEndWith(
            "\nThe job was not sent to the HPC cluster. The tag 'gpu=3' asks for 3 GPUs. At most 2 may be asked for here. "
            + "The tag 'partition=secret' asks for the partition 'secret'. It must be one of: long. Change it and run the gear again; if you need it, ask hpc@example.org.\n");
        site.Scheduler.Submitted.ShouldHaveSingleItem().JobName.ShouldBe($"fw-{fine}");
    }

    [Fact]
    public async Task A_tag_that_tries_to_write_lines_reaches_neither_the_script_nor_a_second_line_of_the_log()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { Resources = Rules };
        var job = await site.AddJobAsync("partition=long\n#SBATCH --uid=0");

        (await site.SweepAsync()).Rejected.ShouldBe(1);

        site.Scheduler.Submitted.ShouldBeEmpty();
        File.Exists(site.Folder.ScriptOf(job)).ShouldBeFalse();
        (await site.LogAsync(job)).TrimEnd('\n').Split('\n')[^1].ShouldContain("It must be one of: long.", customMessage: "the refusal is one line");
        (await site.LogAsync(job)).Split('\n').ShouldNotContain(l => l.StartsWith("#SBATCH", StringComparison.Ordinal));
        site.Log.Warnings.ShouldAllBe(w => !w.Contains('\n'));
    }

    [Fact]
    public async Task Defaults_that_cannot_reach_the_scheduler_stop_the_sweep_with_a_sentence()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { Cluster = "local", Resources = new() { Partition = "main" } };
        var job = await site.AddJobAsync();

        (await site.SweepAsync()).Problem.ShouldNotBeNull().ShouldBe(new SweepProblem(
            SweepProblemKind.Settings,
            "'scheduler_partition' in cast.yml cannot be given to jobs: the default script of the cluster 'local' has no place for that. Remove it, or write a script that uses it."));
        (await site.StateAsync(job)).ShouldBe("running");
    }

    [Fact]
    public async Task A_script_without_gpus_is_mentioned_once_for_all_jobs_of_a_sweep()
    {
        await using var site = await CastingSite.StartAsync();
        site.Settings = site.Settings with { Script = "#!/bin/bash\n./engine run --single-job {{ job.fw_id }}\n" };
        await site.AddJobAsync("gpu");
        await site.AddJobAsync("gpu");

        (await site.SweepAsync()).Launched.ShouldBe(2);

        site.Log.Warnings.ShouldHaveSingleItem().ShouldContain("'script' in cast.yml never uses job.gpu");
    }
}
