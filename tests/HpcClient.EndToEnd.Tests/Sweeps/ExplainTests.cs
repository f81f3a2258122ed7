using System.Text.Json;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>jobs and explain, as an admin calls them.</summary>
public sealed class ExplainTests
{
    [Fact]
    public async Task A_job_that_completed_and_one_that_was_refused_are_listed_and_explained()
    {
        await using var site = await Installation.StartAsync();
        await site.GearAsync("count-lines", "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\n");
        (await CallAsync(site, "jobs")).Out.ShouldStartWith("No jobs yet");
        var refused = await site.LaunchAsync("count-lines", "ram=lots");
        var good = await site.LaunchAsync("count-lines");
        (await site.SweepUntilOverAsync(good)).ShouldBe("complete");
        await Eventually.TrueAsync(
            async () => (await site.SweepAsync()).ExitCode == 0 && (await CallAsync(site, "jobs", "--state", "reported")).Out.Contains(good, StringComparison.Ordinal),
            "a sweep notes that the job is over");

        var table = await CallAsync(site, "jobs");
        table.ExitCode.ShouldBe(0, table.Error);
        table.Out.Split('\n').ShouldContain(line => line.Contains(refused, StringComparison.Ordinal) && line.Contains("refused", StringComparison.Ordinal) && line.Contains("count-lines 1.0.0", StringComparison.Ordinal));
        (await CallAsync(site, "jobs", "--unfinished")).Out.ShouldStartWith("None of the 2 jobs");
        (await CallAsync(site, "jobs", "--limit", "1")).Error.ShouldContain("2 jobs in all, 1 of them shown");
        (await CallAsync(site, "jobs", "--limit", "none")).ExitCode.ShouldBe(ExitCodes.Usage);
        using var json = JsonDocument.Parse((await CallAsync(site, "jobs", "--json")).Out);
        json.RootElement.EnumerateArray().Select(job => job.GetProperty("job_id").GetString()).ShouldBe([good, refused], ignoreOrder: true);

        var success = await CallAsync(site, "explain", good[4..]);
        success.ExitCode.ShouldBe(0, success.Error);
        success.Out.ShouldStartWith($"Job {good}: reported. It is over (a success), and the site knows.");
        success.Out.ShouldContain(Path.Combine(site.Hpc, "logs", "generated", $"job-{good}.sh"));
        success.Out.ShouldContain("lines.txt");
        success.Out.ShouldContain("What to do: Nothing: its outputs are at the site.");
        var failure = await CallAsync(site, "explain", refused);
        failure.Out.ShouldContain("ram=lots");
        failure.Out.ShouldContain("What to do: Mend what the reason names");
        using var story = JsonDocument.Parse((await CallAsync(site, "explain", good, "--json")).Out);
        story.RootElement.GetProperty("end").GetProperty("outcome").GetString().ShouldBe("Complete");

        var several = await CallAsync(site, "explain", Common(good, refused));
        several.ExitCode.ShouldBe(ExitCodes.Usage);
        several.Error.ShouldContain("fits 2 jobs");
        several.Error.ShouldContain($"  {refused}  refused");
        var none = await CallAsync(site, "explain", "no-such-job");
        none.ExitCode.ShouldBe(ExitCodes.Usage);
        none.Error.ShouldContain(Path.Combine(site.Hpc, "state", "ledger.db"));
    }

    [Fact]
    public async Task A_folder_that_knows_no_jobs_says_so_and_stays_as_it_is()
    {
        using var folder = new TemporaryFolder();

        var jobs = await Product.ClientAsync("jobs", "--folder", folder.Path);
        var json = await Product.ClientAsync("jobs", "--json", "--folder", folder.Path);

        (jobs.ExitCode, jobs.Out).ShouldBe((0, $"No jobs yet: the folder '{folder.Path}' has cast none.\n"));
        json.Out.ShouldBe("[]\n");
        Directory.EnumerateFileSystemEntries(folder.Path).ShouldBeEmpty();
    }

    // Ids of one site begin alike: the same second, the same process.
    private static string Common(string one, string other) =>
        new([.. one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Select(pair => pair.First)]);

    private static Task<Posix.Processes.ChildResult> CallAsync(Installation site, string command, params string[] arguments) =>
        Product.ClientAsync([command, "--folder", site.Hpc, .. arguments]);
}
