using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Outputs;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

/// <summary>The engine at a site of 2018, where a pending job is taken by its state and an upload ends it.</summary>
public sealed class Site2018Tests
{
    private static readonly EngineLimits Quick = new() { HeartbeatInterval = TimeSpan.FromMilliseconds(200), LogBatchAge = TimeSpan.FromMilliseconds(50), MaxRetryDelay = TimeSpan.FromMilliseconds(200) };

    private static Task<EngineBed> StartAsync() => EngineBed.StartAsync(generation: SiteGeneration.Core2018);

    [Fact]
    public async Task A_pending_job_without_outputs_is_taken_and_set_complete()
    {
        await using var bed = await StartAsync();
        var job = await bed.AddJobAsync("echo at work");

        var result = await bed.RunAsync(job);

        var log = await bed.Site.LogOfAsync(job);
        result.ShouldBe(new(EngineExit.Complete, "The gear finished. It left no files to upload."), log);
        log.ShouldContain("at work\n");
        log.ShouldContain("It left no files to upload.");
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("complete");
        bed.End(job).SiteAcknowledged.ShouldBeTrue();
        bed.Console.ToString().ShouldContain("speaks the API of 2018");
    }

    [Fact]
    public async Task All_of_the_log_is_there_before_the_upload_ends_the_job()
    {
        await using var bed = await StartAsync();
        var job = await bed.AddJobAsync("for i in $(seq 5000); do echo line $i; done; echo 1 > output/a.txt");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete);

        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("line 5000\n");
        log.ShouldContain("One file is uploaded now, and with it the job ends.");
        log.ShouldContain("used ");
        var document = await bed.Site.JobAsync(job);
        (document["profile"]!["elapsed"]).ShouldNotBeNull();
        bed.End(job).Outputs.ShouldBe(["a.txt"]);
        bed.End(job).SiteAcknowledged.ShouldBeTrue();
    }

    [Fact]
    public async Task Inputs_are_fetched_where_the_formula_has_them_and_by_the_jobs_own_id_alone()
    {
        await using var bed = await StartAsync();
        await bed.Site.AddFileAsync("a b.txt", "content\n"u8.ToArray());
        var job = await bed.AddJobAsync("cat \"input/file/a b.txt\"", input: "a b.txt");
        var claimed = (string)(await bed.Site.GetAsync("jobs/next?tags=hpc"))["id"]!;
        var proxy = bed.Intercept();
        var calls = new System.Collections.Concurrent.ConcurrentBag<string>();
        var misleads = false;
        proxy.Rewrite = (call, answer) =>
        {
            calls.Add(call);

            // The formula of a retried job is that of the job it retries; here the configuration leads nowhere besides.
            var (other, container) = ($"/jobs/{new string('d', 24)}/", $"\"hierarchy\":{{\"type\":\"acquisition\",\"id\":\"{new string('e', 24)}\"");
            var changed = answer.Replace($"/jobs/{job}/", other, StringComparison.Ordinal)
                .Replace($"\"hierarchy\":{{\"type\":\"acquisition\",\"id\":\"{bed.Site.Acquisition}\"", container, StringComparison.Ordinal);
            misleads |= changed.Contains(other, StringComparison.Ordinal) && changed.Contains(container, StringComparison.Ordinal);
            return call == $"GET jobs/{job}" ? changed : answer;
        };

        claimed.ShouldBe(job);
        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        (await bed.Site.LogOfAsync(job)).ShouldContain("content\n");
        misleads.ShouldBeTrue();
        calls.ShouldContain($"GET jobs/{job}/config.json");
        calls.ShouldAllBe(call => !call.Contains(new string('d', 24)) && !call.Contains(new string('e', 24)));
    }

    [Fact]
    public async Task Metadata_that_the_site_would_refuse_is_left_out_and_a_job_without_inputs_succeeds()
    {
        await using var bed = await StartAsync();
        var job = await bed.AddJobAsync("""echo '{"acquisition":{"info":{"quality":7}},"subject":{"label":"x"}}' > output/.metadata.json; echo 1 > output/a.txt""");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.Complete, await bed.Site.LogOfAsync(job));

        ((int)(await bed.Site.GetAsync($"acquisitions/{bed.Site.Acquisition}"))["info"]!["quality"]!).ShouldBe(7);
        (await bed.Site.LogOfAsync(job)).ShouldContain("What .metadata.json says of 'subject' is left out");
    }

    [Fact]
    public async Task A_failed_gear_uploads_what_it_left_and_its_job_ends_as_failed()
    {
        await using var bed = await StartAsync();
        var job = await bed.AddJobAsync("echo 1 > output/a.txt; exit 3");

        (await bed.RunAsync(job)).Exit.ShouldBe(EngineExit.GearFailed);

        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("failed");
        ((bool)(await bed.Site.GetAsync($"acquisitions/{bed.Site.Acquisition}"))["files"]![0]!["from_failed_job"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task A_job_that_is_cancelled_at_the_site_is_stopped_within_a_heartbeat()
    {
        await using var bed = await StartAsync();
        var job = await bed.AddJobAsync("echo started; sleep 300; echo 1 > output/a.txt");
        var run = bed.RunAsync(job, Quick);
        await bed.WaitForLogAsync(job, "started");

        await bed.Site.PutAsync($"jobs/{job}", new() { ["state"] = "cancelled" });

        (await run).Exit.ShouldBe(EngineExit.NotOurs);
        bed.End(job).Outcome.ShouldBe(EndOutcome.Cancelled);
        (await bed.Site.OutputNamesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_site_that_is_away_when_the_gear_ends_gets_log_and_outputs_later()
    {
        await using var bed = await StartAsync();
        var go = bed.In("go");
        var ended = bed.In("ended");
        var job = await bed.AddJobAsync($"echo started; until test -e '{go}'; do sleep 0.05; done; echo last words; echo 1 > output/a.txt; touch '{ended}'");
        var run = bed.RunAsync(job, Quick);
        await bed.WaitForLogAsync(job, "started");

        await bed.Site.WhileAwayAsync(async () =>
        {
            await File.WriteAllTextAsync(go, "");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            while (!File.Exists(ended))
            {
                await Task.Delay(20, limit.Token);
            }
        });

        (await run).Exit.ShouldBe(EngineExit.Complete);
        (await bed.Site.LogOfAsync(job)).ShouldContain("last words");
        (await bed.Site.OutputNamesAsync()).ShouldBe(["a.txt"]);
    }

    [Fact]
    public void Metadata_is_fitted_level_by_level()
    {
        var warnings = new List<string>();
        var told = (JsonObject)JsonNode.Parse("""{"project":{"info":{}},"acquisition":{"files":[{"name":"a"}]},"analysis":{"info":{}},"session":7}""")!;

        Metadata2018.Fit(told, warnings.Add)!.ToJsonString().ShouldBe("""{"project":{"info":{},"files":[]},"acquisition":{"files":[{"name":"a"}]}}""");

        warnings.Count.ShouldBe(2);
        Metadata2018.Fit((JsonObject)JsonNode.Parse("""{"analysis":{}}""")!, warnings.Add).ShouldBeNull();
    }
}
