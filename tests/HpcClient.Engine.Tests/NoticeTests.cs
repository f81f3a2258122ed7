using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Stopping;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class NoticeTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_gear_that_the_scheduler_gave_notice_of_is_stopped_in_time_and_its_user_learns_both(bool isTold)
    {
        await using var bed = await EngineBed.StartAsync();
        bed.Environment["SLURM_JOB_ID"] = "7";
        if (isTold)
        {
            bed.Environment["SLURM_JOB_END_TIME"] = $"{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 33}";
        }

        var job = await bed.AddJobAsync("echo up; sleep 4470");
        if (!isTold)
        {
            Directory.CreateDirectory(bed.Folder.Attempts);
            RecordFile.WriteAttempt(bed.Folder.AttemptOf(job), new() { JobId = job, Attempt = 1, Nonce = "n", Asked = "", AskedWalltimeSeconds = 33 });
        }

        using var engine = EngineProcess.Start(bed, job);
        await bed.WaitForLogAsync(job, "up\n");

        engine.Send(Signal.User1);

        (await engine.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(13);
        var end = bed.End(job);
        end.EndedBy.ShouldBe(EndedBy.TimeLimit);
        end.SiteAcknowledged.ShouldBeTrue();
        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("The scheduler gives notice (SIGUSR1): the job's time (walltime) ends at ");
        log.ShouldContain("The job was stopped because its time limit (walltime) is over; the scheduler had given notice (SIGUSR1).");
        Processes.Named("sleep 4470").ShouldBeEmpty();
    }

    [Fact]
    public async Task Notices_without_a_known_end_are_told_and_the_gear_goes_on()
    {
        await using var bed = await EngineBed.StartAsync();
        var job = await bed.AddJobAsync("echo up; until [ -e go ]; do sleep 0.05; done");
        using var engine = EngineProcess.Start(bed, job);
        await bed.WaitForLogAsync(job, "up\n");

        foreach (var (signal, name) in new[] { (Signal.User1, "SIGUSR1"), (Signal.User2, "SIGUSR2"), (Signal.CpuTime, "SIGXCPU") })
        {
            engine.Send(signal);
            await bed.WaitForLogAsync(job, $"({name})");
        }

        await File.WriteAllTextAsync(Path.Combine(Directory.EnumerateDirectories(bed.Scratch).Single(), "v0", "go"), "");
        (await engine.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(0, await bed.Site.LogOfAsync(job));
    }

    [Theory]
    [InlineData("slurm", "SIGUSR1", 300, 270, EndedBy.TimeLimit)]
    [InlineData("slurm", "SIGUSR1", 30, 0, EndedBy.TimeLimit)]
    [InlineData("slurm", "SIGUSR1", -60, null, null)]
    [InlineData("slurm", "SIGUSR2", null, null, null)]
    [InlineData("sge", "SIGUSR1", null, null, null)]
    [InlineData("sge", "SIGUSR2", null, 0, EndedBy.Signal)]
    [InlineData("sge", "SIGXCPU", null, 0, EndedBy.Signal)]
    [InlineData("lsf", "SIGUSR2", null, 0, EndedBy.Signal)]
    [InlineData(null, "SIGUSR2", null, null, null)]
    public void What_a_notice_means_depends_on_the_scheduler_and_on_the_time_that_is_left(string? scheduler, string signal, int? endsIn, int? stopIn, EndedBy? endedBy)
    {
        var notice = SchedulerNotice.Of(
            signal, scheduler is null ? null : new SchedulerIdentity(scheduler, "7", 0), endsIn is { } s ? Now.AddSeconds(s) : null, Now, new EngineLimits());

        notice.StopIn.ShouldBe(stopIn is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        (notice.Cause?.EndedBy).ShouldBe(endedBy);
        notice.Sentence.ShouldContain(signal);
    }
}
