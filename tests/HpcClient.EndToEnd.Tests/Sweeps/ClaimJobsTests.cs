using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>A current site without hold engine: jobs are claimed there (<c>claim_jobs</c>), with the local scheduler.</summary>
public sealed class ClaimJobsTests
{
    [Fact]
    public async Task Of_two_clusters_that_claim_at_once_each_job_runs_on_one()
    {
        await using var site = await Installation.StartAsync("--hold-interval", "0");
        site.Cast("  cluster: local\n  claim_jobs: true\n");
        var other = site.In("other");
        (await Product.RunAsync("cp", ["-a", site.Hpc, other])).ExitCode.ShouldBe(0);
        var runs = site.In("runs");
        await site.GearAsync("counts", $"#!/bin/bash\nset -e\necho run >> '{runs}'\ncp input/notes/notes.txt output/copy.txt\n");
        List<string> jobs = [await site.LaunchAsync("counts"), await site.LaunchAsync("counts"), await site.LaunchAsync("counts")];

        var sweeps = await Task.WhenAll(site.SweepAsync(), Product.RunAsync(Product.Client, ["run", "--folder", other]));

        sweeps.ShouldAllBe(sweep => sweep.ExitCode == 0, string.Join('\n', sweeps.Select(sweep => sweep.Error)));
        foreach (var job in jobs)
        {
            (await site.StateAsync(job)).ShouldNotBe("pending", "a job is running at the site from its claim on");
        }

        (await Task.WhenAll(jobs.Select(site.SweepUntilOverAsync))).ShouldAllBe(state => state == "complete");
        (await File.ReadAllLinesAsync(runs)).Length.ShouldBe(3);
        (await Product.RunAsync(Product.Client, ["run", "--folder", other])).Out.ShouldContain("Launched 0");
    }
}
