using System.Text;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public class JobCallTests
{
    private const string JobPath = $"/api/jobs/{JobId}";

    [Fact]
    public async Task Each_call_says_what_the_site_expects()
    {
        await using var site = await StartAsync();
        var bodies = new List<string>();
        async Task Keep(HttpContext context)
        {
            using var reader = new StreamReader(context.Request.Body);
            bodies.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {await reader.ReadToEndAsync()}");
        }

        foreach (var (method, path) in new[] { ("PUT", ""), ("POST", "/logs"), ("PUT", "/heartbeat"), ("PUT", "/profile"), ("POST", "/complete") })
        {
            site.On(method, JobPath + path, Keep);
        }

        site.On("POST", $"{JobPath}/prepare-complete", Text("""{"ticket":"t 1"}"""));
        using var client = site.Client();

        await client.SetJobStateAsync(JobId, JobState.Failed, "gear_failure", default);
        await client.SetJobStateAsync(JobId, JobState.Cancelled, null, default);
        await client.AddLogsAsync(JobId, [new(-1, "é\n")], default);
        await client.AddLogsAsync(JobId, [], default);
        await client.HeartbeatAsync(JobId, default);
        await client.SetProfileAsync(JobId, new() { Versions = new Dictionary<string, string> { ["engine"] = "3" }, Executor = new() { CpuCores = 2 } }, default);
        var ticket = await client.PrepareCompleteAsync(JobId, default);
        await client.CompleteAsync(JobId, ticket, new() { Success = true, Profile = new() { ElapsedTimeMs = 5 } }, default);

        bodies.ShouldBe([
            $$"""PUT {{JobPath}} {"state":"failed","failure_reason":"gear_failure"}""",
            $$"""PUT {{JobPath}} {"state":"cancelled"}""",
            $$"""POST {{JobPath}}/logs [{"fd":-1,"msg":"\u00E9\n"}]""",
            $$"""PUT {{JobPath}}/heartbeat {}""",
            $"PUT {JobPath}/profile " + """{"versions":{"engine":"3"},"executor":{"cpu_cores":2}}""",
            $"POST {JobPath}/complete?job_ticket_id=t%201 " + """{"success":true,"profile":{"preparation_time_ms":0,"elapsed_time_ms":5,"upload_time_ms":0}}""",
        ]);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><title>Log in to the hospital network</title>")]
    [InlineData("\r\n  <html>")]
    public async Task A_web_page_is_no_yes_whatever_its_status(string page)
    {
        await using var site = await StartAsync();
        site.On("POST", $"{JobPath}/logs", Text(page));
        using var client = site.Client();

        var fault = await Should.ThrowAsync<SiteException>(() => client.AddLogsAsync(JobId, [new(1, "line\n")], default));

        fault.MayPassLater.ShouldBeTrue();
        fault.Message.ShouldContain("somebody else answers POST");
        fault.NeverSent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_retry_names_the_new_job()
    {
        await using var site = await StartAsync();
        site.On("POST", $"{JobPath}/retry", Text("""{"_id":"5a0000000000000000000002"}"""));
        using var client = site.Client();

        (await client.RetryJobAsync(JobId, default)).ShouldBe("5a0000000000000000000002");

        site.On("POST", $"{JobPath}/retry", Text("""{"_id":"../../x"}"""));
        (await Should.ThrowAsync<SiteException>(() => client.RetryJobAsync(JobId, default))).Fault.ShouldBe(SiteFault.UnexpectedAnswer);
    }

    [Fact]
    public async Task How_far_the_sites_clock_is_ahead_is_learnt_from_its_answers()
    {
        await using var site = await StartAsync();
        site.On("GET", JobPath, async context =>
        {
            context.Response.Headers.Date = TimeProvider.System.GetUtcNow().AddMinutes(7).ToString("R");
            await Text($$"""{"id":"{{JobId}}"}""")(context);
        });
        using var client = site.Client();
        client.ClockOffset.ShouldBe(TimeSpan.Zero);

        await client.GetJobAsync(JobId, default);

        client.ClockOffset.ShouldBeInRange(TimeSpan.FromMinutes(6.9), TimeSpan.FromMinutes(7.1));
    }

    [Fact]
    public async Task Config_file_comes_byte_for_byte()
    {
        await using var site = await StartAsync();
        const string text = "{\n    \"config\": {\"b\": 1.10}\n}\n";
        using var client = site.On("GET", $"{JobPath}/config.json", Status(200, text, "application/octet-stream")).Client();

        Encoding.UTF8.GetString(await client.GetJobConfigFileAsync(JobId, default)).ShouldBe(text);
    }

    [Fact]
    public async Task A_site_without_heartbeats_gets_an_empty_change_and_is_not_asked_again()
    {
        await using var site = await StartAsync();
        using var client = site.On("PUT", JobPath, Status(200)).Client();

        await client.HeartbeatAsync(JobId, default);
        await client.HeartbeatAsync(JobId, default);

        site.Count("PUT", $"{JobPath}/heartbeat").ShouldBe(1);
        site.Count("PUT", JobPath).ShouldBe(2);
    }

    [Fact]
    public async Task A_job_that_is_over_refuses_the_heartbeat()
    {
        await using var site = await StartAsync();
        using var client = site.On("PUT", $"{JobPath}/heartbeat", Status(400, """{"message":"Cannot mutate a job that is failed."}""")).Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.HeartbeatAsync(JobId, default));

        e.Fault.ShouldBe(SiteFault.Refused);
        e.Message.ShouldEndWith("Cannot mutate a job that is failed.");
        e.MayPassLater.ShouldBeFalse();
    }

    [Fact]
    public async Task A_heartbeat_of_an_absent_job_is_not_found()
    {
        await using var site = await StartAsync();
        using var client = site.Client();

        (await Should.ThrowAsync<SiteException>(() => client.HeartbeatAsync(JobId, default))).Fault.ShouldBe(SiteFault.NotFound);
    }

    [Fact]
    public async Task An_absent_group_is_null_and_an_absent_gear_is_not_found_in_either_generation()
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/gears/a", Status(200)).On("GET", "/api/groups/g", Text("""{"_id":"g","permissions":[{"_id":"u@x.org","access":"rw"}]}"""));
        using var client = site.Client();

        (await client.GetGroupAsync("hpc-whitelist", default)).ShouldBeNull();
        (await client.GetGroupAsync("g", default))!.Permissions!.Single().UserId.ShouldBe("u@x.org");
        (await Should.ThrowAsync<SiteException>(() => client.GetGearAsync("a", default))).Fault.ShouldBe(SiteFault.NotFound);
        (await Should.ThrowAsync<SiteException>(() => client.GetGearAsync("b", default))).Fault.ShouldBe(SiteFault.NotFound);
    }

    [Theory]
    [InlineData(402, SiteFault.NotAllowed)]
    [InlineData(403, SiteFault.NotAllowed)]
    [InlineData(409, SiteFault.Conflict)]
    [InlineData(412, SiteFault.Invalid)]
    [InlineData(422, SiteFault.Invalid)]
    [InlineData(429, SiteFault.Busy)]
    [InlineData(500, SiteFault.ServerError)]
    [InlineData(503, SiteFault.Busy)]
    [InlineData(302, SiteFault.UnexpectedAnswer)]
    public async Task A_status_becomes_a_fault(int status, SiteFault fault)
    {
        await using var site = await StartAsync();
        using var client = site.On("POST", $"{JobPath}/complete", Status(status)).Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.CompleteAsync(JobId, "t", new() { Success = true }, default));

        e.Fault.ShouldBe(fault);
        e.Status.ShouldBe(status);
        e.NeverSent.ShouldBeFalse();
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_not_dumped()
    {
        await using var site = await StartAsync();
        using var client = site.On("PUT", JobPath, Status(502, "<html><h1>Bad gateway</h1></html>", "text/html")).Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.SetJobStateAsync(JobId, JobState.Running, null, default));

        e.Message.ShouldStartWith($"HTTP 502 from 127.0.0.1:{site.Port} to PUT /jobs/{JobId}.");
        e.Message.ShouldNotContain("html");
    }

    [Fact]
    public async Task A_message_is_cut_and_freed_of_control_characters()
    {
        await using var site = await StartAsync();
        using var client = site.On("PUT", JobPath, Status(400, $$"""{"message":"a\u001b[31mb\n{{new string('x', 900)}}"}""")).Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.SetJobStateAsync(JobId, JobState.Running, null, default));

        e.Message.Length.ShouldBeLessThan(450);
        e.Message.ShouldNotContain("\u001b");
        e.Message.ShouldContain("a [31mb x");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../users/self")]
    [InlineData("a b")]
    public async Task What_is_no_job_id_goes_nowhere(string id)
    {
        await using var site = await StartAsync();
        using var client = site.Client();

        await Should.ThrowAsync<ArgumentException>(() => client.GetJobAsync(id, default));

        site.Seen.ShouldBeEmpty();
    }
}
