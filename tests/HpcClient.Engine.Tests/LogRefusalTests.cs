using System.Net;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests;

public sealed class LogRefusalTests
{
    private const string Flood = "head -c 100000 /dev/zero | tr '\\0' x; echo; echo last";

    [Fact]
    public async Task A_site_that_takes_only_small_batches_gets_the_whole_log()
    {
        await using var bed = await EngineBed.StartAsync();
        await using var proxy = bed.Intercept();
        proxy.InsteadOf = (call, body) => call.EndsWith("/logs", StringComparison.Ordinal) && body.Length > 20_000 ? HttpStatusCode.RequestEntityTooLarge : null;
        var job = await bed.AddJobAsync(Flood);

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);

        var log = await bed.Site.LogOfAsync(job);
        log.Count(c => c == 'x').ShouldBeGreaterThanOrEqualTo(100_000);
        log.ShouldContain("last\n");
        log.ShouldNotContain("left out");
    }

    [Fact]
    public async Task A_site_that_takes_no_more_of_a_log_still_learns_how_the_job_ended_and_the_rest_is_on_the_cluster()
    {
        await using var bed = await EngineBed.StartAsync();
        await using var proxy = bed.Intercept();
        var taken = 0;
        proxy.InsteadOf = (call, body) => call.EndsWith("/logs", StringComparison.Ordinal) && Interlocked.Add(ref taken, body.Length) > 50_000
            ? HttpStatusCode.InternalServerError
            : null;
        var job = await bed.AddJobAsync(Flood);

        var result = await bed.RunAsync(job, new() { LogErrorPatience = TimeSpan.Zero, MaxRetryDelay = TimeSpan.FromMilliseconds(1) });

        result.Exit.ShouldBe(EngineExit.Complete);
        result.Sentence.ShouldEndWith("The site took only a part of the log; the rest is in the job's log on the cluster.");
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("complete");
        bed.Console.ToString().ShouldContain("The site takes no more of this job's log");
        bed.Console.ToString().ShouldContain("last\n");
    }

    [Fact]
    public void A_refused_batch_is_tried_again_then_made_smaller_then_left_out_and_in_the_end_the_log_is_closed()
    {
        var refused = new RefusedBatches(64 * 1024);

        refused.Refused(tooLarge: false).ShouldBe(RefusedBatches.Next.Again);
        refused.Refused(tooLarge: false).ShouldBe(RefusedBatches.Next.Again);
        refused.BatchBytes.ShouldBe(64 * 1024);
        refused.Refused(tooLarge: false).ShouldBe(RefusedBatches.Next.Again);
        refused.BatchBytes.ShouldBe(32 * 1024);
        refused.Refused(tooLarge: true).ShouldBe(RefusedBatches.Next.Again);
        refused.BatchBytes.ShouldBe(16 * 1024);
        refused.Refused(tooLarge: false).ShouldBe(RefusedBatches.Next.LeaveOut);
        refused.Refused(tooLarge: false).ShouldBe(RefusedBatches.Next.LeaveOut);
        refused.Refused(tooLarge: false).ShouldBe(RefusedBatches.Next.Close);
    }

    [Fact]
    public void A_batch_that_is_taken_makes_all_good()
    {
        var refused = new RefusedBatches(64 * 1024);
        for (var i = 0; i < 6; i++)
        {
            refused.Refused(tooLarge: true);
        }

        refused.Taken();

        refused.BatchBytes.ShouldBe(64 * 1024);
        refused.Refused(tooLarge: false).ShouldBe(RefusedBatches.Next.Again);
    }
}
