using HpcClient.Engine.Configuration;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class LeaveToClientTests
{
    private static readonly EngineLimits Quick = new() { GearStopGrace = TimeSpan.FromMilliseconds(500), LogBatchAge = TimeSpan.FromMilliseconds(100) };

    [Theory]
    [InlineData(EndedBy.Signal, 3600, "running", true)]
    [InlineData(EndedBy.TimeLimit, 20, "running", true)]
    [InlineData(EndedBy.TimeLimit, 3600, "failed", false)]
    [InlineData(EndedBy.OutOfMemory, 3600, "failed", false)]
    public async Task A_stop_that_is_the_clients_to_tell_is_not_told_to_the_site(EndedBy leave, int secondsLeft, string state, bool left)
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["SLURM_JOB_ID"] = "7";
        bed.Environment["SLURM_JOB_END_TIME"] = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + secondsLeft}";
        var job = await bed.AddJobAsync("echo up; sleep 4491");
        bed.Submit(job, 3, leave);
        using var engine = bed.Engine(Quick);
        var running = engine.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");

        engine.Stop("SIGTERM");
        var result = await running;

        result.Exit.ShouldBe(EngineExit.Stopped);
        var end = bed.End(job);
        end.Outcome.ShouldBe(EndOutcome.Stopped);
        end.LeftToClient.ShouldBe(left);
        end.SiteAcknowledged.ShouldBe(!left);
        end.Attempt.ShouldBe(3);
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe(state);
        (await bed.Site.LogOfAsync(job)).Contains("decided by the cluster's client", StringComparison.Ordinal).ShouldBe(left);
        Processes.Named("sleep 4491").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_end_by_itself_is_always_the_engines_to_tell()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("exit 3");
        bed.Submit(job, 1, EndedBy.Nothing, EndedBy.Signal);

        await bed.RunAsync(job);

        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("failed");
        bed.End(job).LeftToClient.ShouldBeFalse();
    }

    [Fact]
    public async Task A_job_that_the_site_cancels_is_over_whatever_the_client_wants()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo up; sleep 4492");
        bed.Submit(job, 1, EndedBy.Site, EndedBy.Signal);
        using var engine = bed.Engine(Quick with { HeartbeatInterval = TimeSpan.FromMilliseconds(200) });
        var running = engine.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");

        await bed.Site.PutAsync($"jobs/{job}", new() { ["state"] = "cancelled" });

        (await running).Exit.ShouldBe(EngineExit.NotOurs);
        var end = bed.End(job);
        end.EndedBy.ShouldBe(EndedBy.Site);
        end.LeftToClient.ShouldBeFalse();
        end.SiteAcknowledged.ShouldBeTrue();
    }

    [Fact]
    public async Task A_word_of_the_client_that_cannot_be_read_is_none()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("true");
        Directory.CreateDirectory(bed.Folder.Attempts);
        await File.WriteAllTextAsync(bed.Folder.AttemptOf(job), "{\"format\": 9, \"leave_to_client\": [\"Everything\"]}");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);
        bed.End(job).Attempt.ShouldBeNull();
    }

    [Theory]
    [InlineData(EndOutcome.Stopped, true, false, true)]
    [InlineData(EndOutcome.Stopped, false, false, true)]
    [InlineData(EndOutcome.GearFailed, true, false, true)]
    [InlineData(EndOutcome.Stopped, false, true, false)]
    [InlineData(EndOutcome.GearFailed, false, true, false)]
    public async Task What_a_run_before_the_requeue_left_is_put_away_when_more_can_come(EndOutcome outcome, bool left, bool siteKnows, bool putAway)
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["SLURM_JOB_ID"] = "7";
        bed.Environment["SLURM_RESTART_COUNT"] = "1";
        var job = await bed.AddJobAsync("true");
        Directory.CreateDirectory(bed.Folder.Ends);
        await File.WriteAllTextAsync(Path.Combine(bed.Folder.Ends, $"{job}.before-1.json"), "older");
        RecordFile.WriteEnd(bed.Folder.EndOf(job), new()
        {
            JobId = job, SchedulerJob = "slurm:7", Outcome = outcome, Reason = "earlier", SiteAcknowledged = siteKnows, LeftToClient = left,
            Host = "n", StartedAt = default, EndedAt = default,
        });
        if (!putAway)
        {
            await bed.Site.PutAsync($"jobs/{job}", new() { ["state"] = "cancelled" });
        }

        await bed.RunAsync(job);

        bed.End(job).Reason.ShouldBe(putAway ? "The gear finished. It left no files to upload." : "earlier");
        var aside = Path.Combine(bed.Folder.Ends, $"{job}.before-2.json");
        RecordFile.ReadEnd(aside)?.Reason.ShouldBe("earlier");
        File.Exists(aside).ShouldBe(putAway);
    }
}
