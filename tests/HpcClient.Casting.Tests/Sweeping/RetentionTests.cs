using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Tests.Sweeping;

/// <summary>The ledger does not grow for ever, and forgets nothing that matters.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task A_job_that_has_long_been_over_and_acknowledged_leaves_ledger_and_folder_and_its_usage_stays()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await EndedAsync(site);
        RecordFile.WriteEnd(site.Folder.EndOf(job), new() { JobId = job, Outcome = EndOutcome.GearFailed, Reason = "r", SiteAcknowledged = true, Host = "n", StartedAt = default, EndedAt = default });
        site.Time.Advance(TimeSpan.FromDays(site.Settings.KeepReportedDays - 1));
        await site.SweepAsync();
        site.Remembered(job).ShouldNotBeNull();

        site.Time.Advance(TimeSpan.FromDays(2));
        await site.SweepAsync();

        site.Remembered(job).ShouldBeNull();
        Directory.EnumerateFiles(site.Folder.Root, $"*{job}*", SearchOption.AllDirectories).ShouldBeEmpty();
        using var ledger = LedgerStore.Open(site.Folder.LedgerFile, site.Time);
        ledger.History(job).ShouldBeEmpty();
        ledger.Attempts(job).ShouldHaveSingleItem().Cause.ShouldBe(EndCause.NodeFailure);
    }

    [Fact]
    public async Task A_job_whose_end_the_site_has_not_acknowledged_stays_however_old_it_is()
    {
        await using var site = await CastingSite.StartAsync();
        var job = await site.AddJobAsync("ram=lots");
        site.Proxy.Instead = call => call.StartsWith("POST jobs", StringComparison.Ordinal) ? System.Net.HttpStatusCode.BadGateway : null;
        await site.SweepAsync();

        site.Time.Advance(TimeSpan.FromDays(site.Settings.KeepReportedDays * 2));
        await site.SweepAsync();

        site.Remembered(job)!.State.ShouldBe(LedgerState.Refused);
    }

    private static async Task<string> EndedAsync(CastingSite site)
    {
        var job = await site.AddJobAsync();
        await site.SweepAsync();
        site.Scheduler.Queue.Add(new()
        {
            SchedulerJobId = "1",
            JobName = $"fw-{job}",
            Phase = SchedulerPhase.Ended,
            Cause = EndCause.NodeFailure,
            RawState = "NODE_FAIL",
            EndedAt = site.Time.GetUtcNow() - TimeSpan.FromMinutes(1),
            Witness = "sacct",
        });
        await site.SweepAsync();
        (await site.StateAsync(job)).ShouldBe("failed");
        return job;
    }
}
