using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class ClaimTests
{
    [Fact]
    public async Task A_twin_refuses_and_touches_nothing()
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["SLURM_JOB_ID"] = "4711";
        var job = await bed.AddJobAsync("echo up; until [ -e output/../go ]; do sleep 0.05; done");
        var running = bed.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");
        var before = await bed.Site.LogOfAsync(job);

        bed.Environment["SLURM_JOB_ID"] = "4712";
        var twin = await bed.RunAsync(job);

        twin.Exit.ShouldBe(EngineExit.ClaimedElsewhere);
        twin.Sentence.ShouldContain("slurm:4711");
        (await bed.Site.LogOfAsync(job)).ShouldBe(before);
        File.Exists(bed.Folder.EndOf(job)).ShouldBeFalse();
        await File.WriteAllTextAsync(Path.Combine(Directory.EnumerateDirectories(bed.Scratch).Single(), "v0", "go"), "");
        (await running).Exit.ShouldBe(EngineExit.Complete);
        bed.End(job).SchedulerJob.ShouldBe("slurm:4711");
    }

    [Theory]
    [InlineData("taskq:17", "taskq:17")]
    [InlineData("task-q2:A_1.b", "task-q2:A_1.b")]
    [InlineData("taskq:", "slurm:4711")]
    [InlineData("taskq:1\n", "slurm:4711")]
    [InlineData("taskq:../1", "slurm:4711")]
    [InlineData("17", "slurm:4711")]
    [InlineData("", "slurm:4711")]
    public void A_job_script_may_say_which_job_of_what_scheduler_it_is(string said, string job) =>
        Claiming.SchedulerIdentity.From(new Dictionary<string, string> { ["FW_HPC_SCHEDULER_JOB"] = said, ["SLURM_JOB_ID"] = "4711" })!.ToString().ShouldBe(job);

    [Theory]
    [InlineData("slurm:1", 0, 0, false, "a twin while the first lives")]
    [InlineData("slurm:1", 0, 1, true, "a restart of the same job")]
    [InlineData("slurm:1", 1, 0, false, "an older start of the same job")]
    [InlineData("slurm:2", 0, 1, false, "another job")]
    public async Task A_claim_passes_on_only_to_a_restart_of_its_job(string holder, int held, int restarts, bool taken, string _)
    {
        await using var bed = await EngineBed.StartAsync();
        Claim(bed, holder, held, ProcessIdentity.Current());
        bed.Environment["SLURM_JOB_ID"] = "1";
        bed.Environment["SLURM_RESTART_COUNT"] = $"{restarts}";

        var settings = bed.Settings();
        new Claiming.JobClaim(settings.Folder, settings.Scheduler, null, TimeProvider.System).Take("job").Taken.ShouldBe(taken);
    }

    [Fact]
    public async Task A_dead_engines_claim_is_retaken_on_the_same_node_by_exactly_one()
    {
        await using var bed = await EngineBed.StartAsync();
        Claim(bed, "slurm:1", 0, new ProcessIdentity(Environment.ProcessId, 1));
        bed.Environment["SLURM_JOB_ID"] = "1";
        var settings = bed.Settings();

        var results = new System.Collections.Concurrent.ConcurrentBag<bool>();
        Parallel.For(0, 8, _ => results.Add(new Claiming.JobClaim(settings.Folder, settings.Scheduler, null, TimeProvider.System).Take("job").Taken));

        results.Count(taken => taken).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_is_over_is_refused_and_an_earlier_end_record_stays()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("true");
        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);
        File.Delete(bed.Folder.ClaimOf(job));

        var again = await bed.RunAsync(job);

        again.ShouldBe(new(EngineExit.NotOurs, "The job is 'complete' on the site, so there is nothing to run."));
        bed.End(job).Outcome.ShouldBe(EndOutcome.Complete);
    }

    private static void Claim(EngineBed bed, string schedulerJob, int restarts, ProcessIdentity process)
    {
        Directory.CreateDirectory(bed.Folder.Claims);
        RecordFile.TryClaim(bed.Folder.ClaimOf("job"), new()
        {
            JobId = "job", SchedulerJob = schedulerJob, RestartCount = restarts, Host = Environment.MachineName,
            ProcessId = process.ProcessId, ProcessStartTicks = process.StartTicks, At = TimeProvider.System.GetUtcNow(), Nonce = "n",
        }).ShouldBeTrue();
    }
}
