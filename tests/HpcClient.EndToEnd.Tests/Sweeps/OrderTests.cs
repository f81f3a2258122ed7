using System.Text.Json;
using HpcClient.Casting.Ledger;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>cancel, retry, forget and report, as an admin calls them.</summary>
public sealed class OrderTests
{
    private const string Sleeper = "#!/bin/bash\necho started\nsleep 600\n";

    [Fact]
    public async Task A_job_in_the_queue_and_one_that_runs_are_cancelled_at_site_and_scheduler()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("sleeper", Sleeper);
        var local = Path.Combine(site.Hpc, "state", "local");
        Directory.CreateDirectory(local);
        await File.WriteAllTextAsync(Path.Combine(local, "slots.json"), """{"cpus": 1, "memory": "64G"}""");
        var runs = await site.LaunchAsync("sleeper", "cpu=1");
        (await site.SweepAsync()).ExitCode.ShouldBe(0);
        await Eventually.TrueAsync(async () => (await site.LogAsync(runs)).Contains("started", StringComparison.Ordinal), "the first gear starts");
        var waits = await site.LaunchAsync("sleeper", "cpu=1");
        (await site.SweepAsync()).ExitCode.ShouldBe(0);
        await SweepUntilAsync(site, waits, "queued");

        (await CallAsync(site, "cancel", waits)).ExitCode.ShouldBe(ExitCodes.Usage, "nobody is there to be asked");
        var queued = await CallAsync(site, "cancel", waits, "--yes");
        var running = await CallAsync(site, "cancel", $"fw-{runs}", "--yes");

        queued.ExitCode.ShouldBe(0, queued.Error);
        queued.Out.ShouldContain("It will be cancelled at the site and taken out of local");
        queued.Out.ShouldContain($"Job {waits} is cancelled at the site, and its local job");
        running.ExitCode.ShouldBe(0, running.Error);
        (await site.StateAsync(waits)).ShouldBe("cancelled");
        (await site.StateAsync(runs)).ShouldBe("cancelled");
        (await site.LogAsync(waits)).ShouldContain("An operator of the cluster");
        await SweepUntilAsync(site, runs, "superseded");
        await SweepUntilAsync(site, waits, "superseded");
        var again = await CallAsync(site, "cancel", runs, "--yes");
        again.ExitCode.ShouldBe(ExitCodes.Failure);
        again.Error.ShouldContain("is over already");
        (await CallAsync(site, "explain", runs)).Out.ShouldContain("asked to cancel it: Job");
        Canary.Absent(site.Path, site.Secret);
    }

    [Fact]
    public async Task A_job_that_failed_is_run_again_by_the_site_and_the_report_counts_both()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("failing", "#!/bin/bash\nexit 7\n");
        var job = await site.LaunchAsync("failing");
        (await site.SweepUntilOverAsync(job)).ShouldBe("failed");
        await SweepUntilAsync(site, job, "reported");

        var retry = await CallAsync(site, "retry", job, "--yes");

        retry.ExitCode.ShouldBe(0, retry.Error);
        var again = retry.Out.Split((char[])[' ', '\n', '.'], StringSplitOptions.RemoveEmptyEntries).Last(word => word.Length == 24);
        again.ShouldNotBe(job);
        (await site.SweepUntilOverAsync(again)).ShouldBe("failed");
        await SweepUntilAsync(site, again, "reported");
        using var report = JsonDocument.Parse((await CallAsync(site, "report", "--by", "gear", "--by", "user", "--format", "json")).Out);
        var row = report.RootElement.GetProperty("rows")[0];
        row.GetProperty("gear").GetString().ShouldBe("failing 1.0.0");
        row.GetProperty("jobs").GetInt32().ShouldBe(2);
        row.GetProperty("successes").GetInt32().ShouldBe(0);
        row.GetProperty("walltime_hours_used").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        (await CallAsync(site, "report", "--format", "csv")).Out.Split("\r\n")[1].ShouldStartWith("failing 1.0.0,2,2,0,0,");
        (await CallAsync(site, "report", "--until", "1d")).Out.ShouldContain("0 submissions of 0 jobs");
        using var jobs = JsonDocument.Parse((await CallAsync(site, "jobs", "--json", "--since", "1h")).Out);
        var last = jobs.RootElement.EnumerateArray().First(j => j.GetProperty("job_id").GetString() == again).GetProperty("last_submission");
        last.GetProperty("ended_at").ValueKind.ShouldBe(JsonValueKind.String);
        using var story = JsonDocument.Parse((await CallAsync(site, "explain", again, "--json")).Out);
        story.RootElement.GetProperty("submissions").GetArrayLength().ShouldBe(1);
        story.RootElement.GetProperty("verdict").GetProperty("witness").GetString()!.ShouldStartWith("engine");
        (await CallAsync(site, "jobs", "--watch")).ExitCode.ShouldBe(ExitCodes.Usage, "there is no terminal");
    }

    [Fact]
    public async Task A_job_is_forgotten_after_saying_what_that_means_and_cast_again()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("failing", "#!/bin/bash\nexit 7\n");
        var job = await site.LaunchAsync("failing");
        (await site.SweepUntilOverAsync(job)).ShouldBe("failed");
        await SweepUntilAsync(site, job, "reported");

        var asked = await CallAsync(site, "forget", job);
        var forgot = await CallAsync(site, "forget", job, "--yes");

        asked.ExitCode.ShouldBe(ExitCodes.Usage);
        asked.Out.ShouldContain("so it may run a second time");
        (await StateAsync(site, job)).ShouldBe("seen");
        forgot.ExitCode.ShouldBe(0, forgot.Error);
        forgot.Out.ShouldContain($"Job {job} is forgotten");
    }

    [Fact]
    public async Task An_order_beside_another_process_waits_for_its_answer_or_is_left_to_it()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("sleeper", Sleeper);
        var job = await site.LaunchAsync("sleeper");
        await site.SweepAsync();
        using var ledger = LedgerStore.Open(Path.Combine(site.Hpc, "state", "ledger.db"), TimeProvider.System);
        ledger.TryTakeLease(LeaseHolder.Me()).ShouldBeNull();

        var left = await CallAsync(site, "cancel", job, "--yes", "--wait", "0");
        var impatient = await CallAsync(site, "cancel", job, "--yes", "--wait", "1");
        var patient = CallAsync(site, "cancel", job, "--yes", "--wait", "60");
        await Eventually.TrueAsync(() => ledger.OpenOrders().Count == 3, "the third order is written");
        foreach (var order in ledger.OpenOrders())
        {
            ledger.Answer(order with { DoneAt = TimeProvider.System.GetUtcNow(), Succeeded = true, Answer = "Done by the other one." });
        }

        left.ExitCode.ShouldBe(0, left.Error);
        left.Out.ShouldContain("is at work on this folder");
        impatient.ExitCode.ShouldBe(ExitCodes.Failure);
        impatient.Error.ShouldContain("is at work on this folder");
        (await patient).Out.ShouldContain("Done by the other one.");
        ledger.ReleaseLease();
        (await CallAsync(site, "cancel", job, "--yes")).ExitCode.ShouldBe(0);
    }

    private static Task SweepUntilAsync(Installation site, string job, string state) => Eventually.TrueAsync(
        async () => (await site.SweepAsync()).ExitCode == 0 && await StateAsync(site, job) == state, $"job {job} is {state} in the ledger");

    private static async Task<string?> StateAsync(Installation site, string job)
    {
        using var story = JsonDocument.Parse((await CallAsync(site, "explain", job, "--json")).Out);
        return story.RootElement.GetProperty("job").GetProperty("state").GetString();
    }

    private static Task<Posix.Processes.ChildResult> CallAsync(Installation site, string command, params string[] arguments) =>
        Product.ClientAsync([command, "--folder", site.Hpc, .. arguments]);
}
