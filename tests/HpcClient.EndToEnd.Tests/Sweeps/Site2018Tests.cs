using System.Text.Json.Nodes;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Sweeps;

/// <summary>Client and engine against a site that speaks the API of 2018, with the local scheduler.</summary>
public sealed class Site2018Tests
{
    private const string CountLines = "#!/bin/bash\nset -e\nwc -l < input/notes/notes.txt > output/lines.txt\necho counted\n";

    private static Task<Installation> StartAsync(params string[] more) => Installation.StartAsync(["--generation", "2018", .. more]);

    [Fact]
    public async Task A_job_is_claimed_run_and_ended_by_its_upload()
    {
        await using var site = await StartAsync();
        await site.GearAsync("count-lines", CountLines);
        var job = await site.LaunchAsync("count-lines");

        var first = await site.SweepAsync();
        var second = await site.SweepAsync();

        first.ExitCode.ShouldBe(0, first.Error);
        first.Out.ShouldContain("Launched 1, rejected 0");
        first.Error.ShouldContain("speaks the API of 2018");
        second.Out.ShouldContain("Launched 0, rejected 0");
        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");
        var document = (await site.ReadAsync($"jobs/{job}"))!;
        ((JsonArray)document["saved_files"]!).Select(name => (string)name!).ShouldBe(["lines.txt"]);
        document["profile"]!["elapsed"].ShouldNotBeNull("the ticket of the upload ended the job");
        var log = await site.LogAsync(job);
        log.ShouldContain("counted");
        log.ShouldContain("The gear finished. One file is uploaded now");
        (await EndOfAsync(site, job)).ShouldContain("\"Complete\"");
        Canary.Absent(site.Path, site.Secret);
    }

    [Fact]
    public async Task A_gear_that_fails_leaves_its_files_marked_and_its_job_runs_again_under_a_new_id()
    {
        await using var site = await StartAsync();
        var flag = site.In("mended");
        await site.GearAsync("count-lines", $"#!/bin/bash\ncp input/notes/notes.txt output/copy.txt\ntest -e '{flag}' || exit 7\n");
        var job = await site.LaunchAsync("count-lines");

        (await site.SweepUntilOverAsync(job)).ShouldBe("failed");

        (await site.LogAsync(job)).ShouldContain("exit code 7");
        (await FileAsync(site, job))!["from_failed_job"]!.GetValue<bool>().ShouldBeTrue();

        await File.WriteAllTextAsync(flag, "");
        var again = await site.RetryAsync(job);
        (await site.ReadAsync($"jobs/{again}"))!["request"]!.ToJsonString().ShouldContain(job, customMessage: "a retried job's request names the old one");
        (await site.SweepUntilOverAsync(again)).ShouldBe("complete");
        (await site.StateAsync(job)).ShouldBe("failed");
        (await FileAsync(site, again))!["from_failed_job"].ShouldBeNull();
        (await FileAsync(site, again))!["origin"]!["id"]!.GetValue<string>().ShouldBe(again);
    }

    [Fact]
    public async Task The_outputs_of_an_analysis_are_uploaded_and_then_its_job_is_set_complete()
    {
        await using var site = await StartAsync();
        await site.GearAsync("count-lines", CountLines, category: "analysis");
        var job = await site.LaunchAsync("count-lines");

        (await site.SweepUntilOverAsync(job)).ShouldBe("complete");

        var destination = (await site.ReadAsync($"jobs/{job}"))!["destination"]!;
        ((string)destination["type"]!).ShouldBe("analysis");
        (await FileAsync(site, job)).ShouldNotBeNull();
        (await site.LogAsync(job)).ShouldContain("One file was uploaded.");
    }

    [Fact]
    public async Task A_job_whose_claim_nobody_heard_of_is_handed_out_again_and_runs_once()
    {
        // Long enough for an engine to start on a busy machine.
        await using var site = await StartAsync("--orphan-after", "6");
        var count = site.In("runs");
        await site.GearAsync("counts", $"#!/bin/bash\necho run >> '{count}'\n");
        var job = await site.LaunchAsync("counts");

        // As if this client had been killed between the claim and its ledger.
        (await site.ClaimAsync("hpc")).ShouldBe(job);
        (await site.SweepAsync()).Out.ShouldContain("Launched 0");

        await site.StateAsync(job, "failed");
        var log = await site.LogAsync(job);
        var retry = log[(log.LastIndexOf(' ') + 1)..].Trim();
        (await site.SweepUntilOverAsync(retry)).ShouldBe("complete");
        (await File.ReadAllLinesAsync(count)).Length.ShouldBe(1);
    }

    private static async Task<JsonNode?> FileAsync(Installation site, string job)
    {
        var destination = (await site.ReadAsync($"jobs/{job}"))!["destination"]!;
        var plural = (string)destination["type"]! == "analysis" ? "analyses" : destination["type"] + "s";
        var container = (await site.ReadAsync($"{plural}/{destination["id"]}"))!;
        return ((JsonArray)container["files"]!).FirstOrDefault(file => file!["origin"]!["type"]!.GetValue<string>() == "job");
    }

    private static async Task<string> EndOfAsync(Installation site, string job)
    {
        var path = Path.Combine(site.Hpc, "state", "ends", $"{job}.json");
        await Eventually.TrueAsync(() => File.Exists(path), "the engine writes its end");
        return await File.ReadAllTextAsync(path);
    }
}
