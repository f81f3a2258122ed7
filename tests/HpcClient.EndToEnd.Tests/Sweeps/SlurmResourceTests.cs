using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>What jobs ask for by tags, as a real Slurm understood it.</summary>
[Trait("Needs", "Slurm")]
public sealed class SlurmResourceTests
{
    private const string Rules = """
          cluster: slurm
          max_cpu: 2
          max_ram: 1G
          max_gpu: 2
          max_walltime: 8:00:00
          allowed_gpu_types: [fake]
          allowed_partitions: [gpu]
          allowed_accounts: [lab]
          allowed_qos: [normal]
          allowed_constraints: [invented]

        """;

    [Fact]
    public async Task Slurm_grants_what_tags_ask_for()
    {
        await Parts.NeedSlurmAsync();
        await using var site = await Installation.StartAsync();
        await site.GearAsync("gpus", "#!/bin/bash\necho \"devices ${CUDA_VISIBLE_DEVICES:-none}\"\n");
        site.Cast(Rules);
        var job = await site.LaunchAsync("gpus", "cpu=1", "ram=1G", "gpu=fake:2", "walltime=90m", "partition=gpu", "account=lab", "qos=normal", "constraint=invented");

        var swept = await site.SweepAsync();
        swept.Out.ShouldContain("Launched 1", customMessage: swept.Error);
        var granted = await ShowAsync(job);

        granted.ShouldContain("TimeLimit=01:30:00");
        granted.ShouldContain("Partition=gpu");
        if (await MayUseAccountAsync())
        {
            granted.ShouldContain("Account=lab");
        }

        granted.ShouldContain("QOS=normal");
        granted.ShouldContain("Features=invented");
        granted.ShouldMatch("TresPerNode=gres[:/]gpu:fake:2");
        (await site.SweepUntilOverAsync(job)).ShouldBe("complete", await site.LogAsync(job));
        (await AllocatedAsync(job)).ShouldMatch("gres/gpu(:fake)?=2");
    }

    [Fact]
    public async Task The_gpu_tag_alone_is_granted_one_by_the_default_script()
    {
        await Parts.NeedSlurmAsync();
        await using var site = await Installation.StartAsync();
        await site.GearAsync("gpus", "#!/bin/bash\ntrue\n");
        site.Cast("  cluster: slurm\n  scheduler_ram: 1G\n");
        var job = await site.LaunchAsync("gpus", "gpu");

        (await site.SweepAsync()).Out.ShouldContain("Launched 1");

        (await site.SweepUntilOverAsync(job)).ShouldBe("complete", await site.LogAsync(job));
        (await AllocatedAsync(job)).ShouldMatch("gres/gpu=1");
    }

    [Fact]
    public async Task What_the_rules_forbid_never_reaches_Slurm()
    {
        await Parts.NeedSlurmAsync();
        await using var site = await Installation.StartAsync();
        await site.GearAsync("gpus", "#!/bin/bash\ntrue\n");
        site.Cast(Rules);
        var job = await site.LaunchAsync("gpus", "cpu=2", "ram=1G", "gpu=3", "walltime=9h", "partition=main");

        (await site.SweepAsync()).Out.ShouldContain("rejected 1");

        (await site.StateAsync(job)).ShouldBe("failed");
        var log = await site.LogAsync(job);
        foreach (var says in (string[])["2G as a whole. At most 1G", "3 GPUs. At most 2", "9:00:00. At most 8:00:00", "the partition 'main'. It must be one of: gpu.", "ask hpc@example.org"])
        {
            log.ShouldContain(says);
        }

        (await Product.RunAsync("squeue", ["--noheader", "--states=all", "--name", $"fw-{job}"])).Out.ShouldBeEmpty();
    }

    // Slurm puts another account in the place of one that the user may not use, unless it enforces accounts. deploy/slurm
    // makes this one for root.
    private static async Task<bool> MayUseAccountAsync() =>
        (await Product.RunAsync("sacctmgr", ["--noheader", "list", "associations", $"user={Environment.UserName}", "account=lab", "format=account"])).Out.Contains("lab", StringComparison.Ordinal);

    private static async Task<string> ShowAsync(string job)
    {
        var id = (await Product.RunAsync("squeue", ["--noheader", "--states=all", "--name", $"fw-{job}", "--format", "%i"])).Out.Trim();
        return (await Product.RunAsync("scontrol", ["show", "job", id])).Out;
    }

    private static async Task<string> AllocatedAsync(string job)
    {
        var allocated = "";
        await Eventually.TrueAsync(
            async () => (allocated = (await Product.RunAsync("sacct", ["--noheader", "--allocations", "--parsable2", "--name", $"fw-{job}", "--format", "alloctres"])).Out.Trim()).Length > 0,
            "accounting has the job");
        return allocated;
    }
}
