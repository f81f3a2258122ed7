using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Stopping;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class SuccessorTests
{
    private static readonly EngineLimits Quick = new()
    {
        GearStopGrace = TimeSpan.FromMilliseconds(500), HeartbeatInterval = TimeSpan.FromMilliseconds(200), LogBatchAge = TimeSpan.FromMilliseconds(100),
    };

    [Theory]
    [InlineData("gone")]
    [InlineData("replaced")]
    public async Task An_engine_whose_claim_is_gone_stops_its_gear_and_leaves_everything_to_its_successor(string how)
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["SLURM_JOB_ID"] = "7";
        var job = await bed.AddJobAsync("echo up; echo x > output/x; sleep 4493");
        bed.Submit(job);
        using var engine = bed.Engine(Quick);
        var running = engine.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");
        RecordFile.WriteEnd(bed.Folder.EndOf(job), SuccessorsEnd(job));

        PutAway(bed, job, how);
        var result = await running;

        result.Exit.ShouldBe(EngineExit.ClaimedElsewhere);
        bed.End(job).Reason.ShouldBe("the successor's");
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("running");
        (await bed.Site.LogOfAsync(job)).ShouldNotContain(result.Sentence);
        (await bed.Site.OutputNamesAsync()).ShouldBeEmpty();
        Processes.Named("sleep 4493").ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("exit 0")]
    [InlineData("exit 3")]
    public async Task A_claim_lost_since_the_last_heartbeat_is_seen_before_anything_is_uploaded(string end)
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync($"echo x > output/x; echo up; until [ -e go ]; do sleep 0.05; done; {end}");
        var running = bed.RunAsync(job, Quick with { HeartbeatInterval = TimeSpan.FromHours(1) });
        await bed.WaitForLogAsync(job, "up\n");
        PutAway(bed, job, "gone");

        await File.WriteAllTextAsync(Path.Combine(Directory.EnumerateDirectories(bed.Scratch).Single(), "v0", "go"), "");

        (await running).Exit.ShouldBe(EngineExit.ClaimedElsewhere);
        File.Exists(bed.Folder.EndOf(job)).ShouldBeFalse();
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("running");
        (await bed.Site.OutputNamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signal_to_an_engine_that_has_a_successor_says_nothing_to_the_site_either()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo up; sleep 4494");
        using var engine = bed.Engine(Quick with { HeartbeatInterval = TimeSpan.FromHours(1) });
        var running = engine.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");
        PutAway(bed, job, "replaced");

        engine.Stop("SIGTERM");

        (await running).Exit.ShouldBe(EngineExit.ClaimedElsewhere);
        File.Exists(bed.Folder.EndOf(job)).ShouldBeFalse();
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("running");
    }

    [Theory]
    [InlineData("unreadable", true)]
    [InlineData("garbage", true)]
    [InlineData("no folder", true)]
    [InlineData("deleted", true)]
    [InlineData("gone", false)]
    [InlineData("replaced", false)]
    public async Task Only_a_claim_that_is_surely_lost_is_lost(string how, bool ours)
    {
        await using var bed = await EngineBed.StartAsync();
        var settings = bed.Settings();
        var claim = new JobClaim(settings.Folder, null, null, TimeProvider.System).Take("job").Claim.ShouldNotBeNull();
        using var stop = new StopSource();
        var held = new HeldClaim(bed.Folder.ClaimOf("job"), claim, stop);
        held.IsOurs().ShouldBeTrue();

        PutAway(bed, "job", how);

        held.IsOurs().ShouldBe(ours);
        held.IsOurs().ShouldBe(ours);
        stop.Token.IsCancellationRequested.ShouldBe(!ours);
        stop.Cause?.EndedBy.ShouldBe(EndedBy.Successor);
    }

    [Fact]
    public async Task An_engine_of_an_earlier_submission_does_not_take_the_claim_that_was_put_away_for_the_next()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("true");
        bed.Submit(job, 2);
        bed.Environment["FW_HPC_NONCE"] = "nonce-1";

        var earlier = await bed.RunAsync(job);

        earlier.Exit.ShouldBe(EngineExit.ClaimedElsewhere);
        earlier.Sentence.ShouldContain("submission 2");
        File.Exists(bed.Folder.ClaimOf(job)).ShouldBeFalse();
        bed.Environment["FW_HPC_NONCE"] = "nonce-2";
        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);
    }

    [Theory]
    [InlineData("requeued")]
    [InlineData("submitted again")]
    public async Task A_gear_does_not_start_beside_an_earlier_engine_on_a_node_that_was_cut_off(string how)
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo up");
        Earlier(bed, job, how);
        using var engine = bed.Engine(Quick with { HeartbeatInterval = TimeSpan.FromHours(1), LogBatchAge = TimeSpan.FromMilliseconds(50) });

        var running = engine.RunAsync(job);

        await bed.WaitForLogAsync(job, "An earlier engine of this job, on other, has left no end.");
        engine.Stop("SIGTERM");
        await running;
        (await bed.Site.LogOfAsync(job)).ShouldNotContain("up\n");
    }

    [Theory]
    [InlineData("requeued")]
    [InlineData("submitted again")]
    public async Task An_earlier_engine_that_has_left_its_end_is_not_waited_for(string how)
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo up");
        var path = Earlier(bed, job, how);
        Directory.CreateDirectory(bed.Folder.Ends);
        RecordFile.WriteEnd(path, SuccessorsEnd(job) with
        {
            SchedulerJob = "slurm:7",
            Outcome = EndOutcome.Stopped,
            SiteAcknowledged = false,
            LeftToClient = true,
            EndedAt = DateTimeOffset.UnixEpoch.AddHours(1),
        });

        (await bed.RunAsync(job, Quick with { HeartbeatInterval = TimeSpan.FromHours(1) })).Exit.ShouldBe(EngineExit.Complete);
    }

    // Gives the path of its end record.
    private static string Earlier(EngineBed bed, string job, string how)
    {
        var requeued = how == "requeued";
        bed.Environment["SLURM_JOB_ID"] = requeued ? "7" : "8";
        bed.Environment["SLURM_RESTART_COUNT"] = requeued ? "1" : "0";
        bed.Submit(job, requeued ? 1 : 2);
        Directory.CreateDirectory(bed.Folder.Claims);
        var name = requeued ? $"{job}.json" : $"{job}.attempt-1.json";
        RecordFile.TryClaim(Path.Combine(bed.Folder.Claims, name), new()
        {
            JobId = job, SchedulerJob = "slurm:7", Host = "other", ProcessId = 1, At = DateTimeOffset.UnixEpoch, Nonce = "earlier",
        }).ShouldBeTrue();
        return Path.Combine(bed.Folder.Ends, name);
    }

    private static EndRecord SuccessorsEnd(string job) => new()
    {
        JobId = job, Outcome = EndOutcome.Complete, Reason = "the successor's", SiteAcknowledged = true, Host = "other", StartedAt = default, EndedAt = default,
    };

    private static void PutAway(EngineBed bed, string job, string how)
    {
        var path = bed.Folder.ClaimOf(job);
        switch (how)
        {
            case "gone":
                File.Move(path, Path.ChangeExtension(path, "attempt-1.json"));
                break;
            case "deleted":
                File.Delete(path);
                break;
            case "replaced":
                RecordFile.ReplaceClaim(path, RecordFile.ReadClaim(path)! with { Nonce = "another", SchedulerJob = "slurm:8" });
                break;
            case "garbage":
                File.WriteAllText(path, "[{");
                break;
            case "unreadable":
                // A folder in its place fails to open with an error that is not "no such file".
                File.Delete(path);
                Directory.CreateDirectory(path);
                break;
            default:
                Directory.Delete(bed.Folder.Claims, recursive: true);
                break;
        }
    }
}
