using HpcClient.Engine.Configuration;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class OutOfMemoryTests
{
    private const string Group = "/slurmstepd.scope/job_7";
    private static readonly EngineLimits Quick = new() { UsageInterval = TimeSpan.FromMilliseconds(50), LogBatchAge = TimeSpan.FromMilliseconds(100) };

    [Fact]
    public async Task A_kill_for_memory_is_told_by_the_kernels_count_with_limit_peak_and_remedy()
    {
        await using var bed = await EngineBed.StartAsync();
        var group = Limit(bed, 16L << 30);
        bed.Environment["SLURM_MEM_PER_NODE"] = "16384";
        var job = await bed.AddJobAsync($"echo half > output/half.txt; {Killed(group, 16L << 30)}; echo now >&2; kill -9 $$");
        bed.Submit(job);

        var result = await bed.RunAsync(job, Quick);

        result.ShouldBe(new(EngineExit.GearFailed,
            "The gear needed more memory than the job has: the kernel ended it at 16.0 GiB of 16 GiB asked. Ask for more, for example with the tag ram=32G. Its last words: now"));
        var end = bed.End(job);
        end.EndedBy.ShouldBe(EndedBy.OutOfMemory);
        end.Outcome.ShouldBe(EndOutcome.GearFailed);
        end.SiteAcknowledged.ShouldBeTrue();
        end.LeftToClient.ShouldBeFalse();
        end.Attempt.ShouldBe(1);
        end.Usage.ShouldNotBeNull().PeakMemoryBytes.ShouldBe(16L << 30);
        end.Usage.OutOfMemoryKills.ShouldBe(1);
        end.Usage.Source.ShouldBe("cgroup");
        (await bed.Site.OutputNamesAsync()).ShouldBe(["half.txt"]);
        (await bed.Site.LogOfAsync(job)).ShouldContain("\nasked 16G and 4 CPUs for 2:00:00; used at most 16.0 GiB, ");
    }

    [Fact]
    public async Task Where_memory_counts_for_each_CPU_the_remedy_does_too()
    {
        await using var bed = await EngineBed.StartAsync();
        var group = Limit(bed, 16L << 30);
        bed.Environment["SLURM_MEM_PER_CPU"] = "4096";
        bed.Environment["SLURM_CPUS_PER_TASK"] = "4";
        var job = await bed.AddJobAsync($"{Killed(group, 16L << 30)}; kill -9 $$");

        (await bed.RunAsync(job, Quick)).Sentence.ShouldBe(
            "The gear needed more memory than the job has: the kernel ended it at 16.0 GiB of 16 GiB. Ask for more, for example with the tag ram=8G (for each of its 4 CPUs).");
    }

    [Fact]
    public async Task A_kill_for_want_of_memory_of_the_node_is_not_the_gears_limit()
    {
        await using var bed = await EngineBed.StartAsync();
        var group = Limit(bed, 16L << 30);
        var job = await bed.AddJobAsync($"{Killed(group, 2L << 30)}; kill -9 $$");

        var result = await bed.RunAsync(job, Quick);

        result.Sentence.ShouldContain("itself ran out of memory; the job was at 2.0 GiB of 16 GiB.");
        bed.End(job).EndedBy.ShouldBe(EndedBy.Nothing);
    }

    [Fact]
    public async Task A_gear_that_was_killed_without_a_count_of_the_kernels_had_enough_memory()
    {
        await using var bed = await EngineBed.StartAsync();
        Limit(bed, 16L << 30);
        var job = await bed.AddJobAsync("kill -9 $$");

        (await bed.RunAsync(job, Quick)).Sentence.ShouldContain("the kernel did not do it for memory.");
        bed.End(job).EndedBy.ShouldBe(EndedBy.Nothing);
    }

    [Fact]
    public async Task Where_no_count_can_be_read_the_guess_is_called_one()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("kill -9 $$");

        (await bed.RunAsync(job)).Sentence.ShouldContain("Why cannot be seen here; most often");
        bed.End(job).EndedBy.ShouldBe(EndedBy.Nothing);
    }

    [Fact]
    public async Task A_gear_that_lost_a_process_and_succeeds_is_complete_with_a_warning()
    {
        await using var bed = await EngineBed.StartAsync();
        var group = Limit(bed, 1L << 30);
        var job = await bed.AddJobAsync(Killed(group, 1L << 30));

        (await bed.RunAsync(job, Quick)).Exit.ShouldBe(EngineExit.Complete);
        (await bed.Site.LogOfAsync(job)).ShouldContain("WARNING: the kernel ended a process of this gear for memory");
        bed.End(job).EndedBy.ShouldBe(EndedBy.Nothing);
    }

    [Fact]
    public async Task An_end_that_is_the_clients_to_tell_leaves_the_job_running_at_the_site_and_uploads_nothing()
    {
        await using var bed = await EngineBed.StartAsync();
        var group = Limit(bed, 16L << 30);
        var job = await bed.AddJobAsync($"echo half > output/half.txt; {Killed(group, 16L << 30)}; kill -9 $$");
        bed.Submit(job, 2, EndedBy.OutOfMemory);

        var result = await bed.RunAsync(job, Quick);

        result.Exit.ShouldBe(EngineExit.GearFailed);
        var end = bed.End(job);
        end.LeftToClient.ShouldBeTrue();
        end.SiteAcknowledged.ShouldBeFalse();
        end.EndedBy.ShouldBe(EndedBy.OutOfMemory);
        end.Attempt.ShouldBe(2);
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("running");
        (await bed.Site.OutputNamesAsync()).ShouldBeEmpty();
        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain($"{end.Reason}\nWhat comes next is decided by the cluster's client");
        log.ShouldContain("\nasked 16G and 4 CPUs");
    }

    // The group of Slurm job 7 as a kernel of version 2 shows it.
    private static FakeCgroups Limit(EngineBed bed, long bytes)
    {
        var fake = new FakeCgroups(bed.In("kernel")).V2(Group + "/step_batch").Group("unified", Group,
            "memory.current 1000", "memory.peak 1000", $"memory.max {bytes}", "memory.events oom_kill 0", "memory.stat active_file 0", "cpu.stat usage_usec 0", "cgroup.events populated 1");
        bed.ProcFolder = fake.Proc;
        bed.Environment["SLURM_JOB_ID"] = "7";
        return fake;
    }

    // What the kernel would write.
    private static string Killed(FakeCgroups fake, long peak)
    {
        var folder = fake.Mount("unified") + Group;
        return $"echo {peak} > '{folder}/memory.peak'; echo oom_kill 1 > '{folder}/memory.events'";
    }
}
