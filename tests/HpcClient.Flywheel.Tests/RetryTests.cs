using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public class RetryTests
{
    private const string JobPath = $"/api/jobs/{JobId}";
    private const string Job = $$"""{"id":"{{JobId}}"}""";

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(429)]
    public async Task A_read_is_repeated_until_it_passes(int status)
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", JobPath, InTurn(Status(status), Status(status), Text(Job))).Client();

        (await client.GetJobAsync(JobId, default)).Id.ShouldBe(JobId);

        site.Count("GET", JobPath).ShouldBe(3);
    }

    [Fact]
    public async Task A_read_is_given_up_after_the_attempts_of_the_options()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", JobPath, Status(503)).Client(Quick with { MaxAttempts = 3 });

        (await Should.ThrowAsync<SiteException>(() => client.GetJobAsync(JobId, default))).MayPassLater.ShouldBeTrue();

        site.Count("GET", JobPath).ShouldBe(3);
    }

    [Fact]
    public async Task A_heartbeat_is_repeated_when_the_site_is_busy_but_not_after_a_server_error()
    {
        await using var site = await StartAsync();
        using var client = site.On("PUT", $"{JobPath}/heartbeat", InTurn(Status(503), Status(200), Status(500))).Client();

        await client.HeartbeatAsync(JobId, default);
        await Should.ThrowAsync<SiteException>(() => client.HeartbeatAsync(JobId, default));

        site.Count("PUT", $"{JobPath}/heartbeat").ShouldBe(3);
    }

    public static TheoryData<string, string, Func<SiteClient, Task>> Changes => new()
    {
        { "POST", "/logs", client => client.AddLogsAsync(JobId, [new(1, "x")], default) },
        { "POST", "/complete", client => client.CompleteAsync(JobId, "t", new() { Success = true }, default) },
        { "POST", "/prepare-complete", client => client.PrepareCompleteAsync(JobId, default) },
        { "PUT", "", client => client.SetJobStateAsync(JobId, JobState.Cancelled, null, default) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_that_may_have_reached_the_site_is_sent_once(string method, string path, Func<SiteClient, Task> change)
    {
        await using var site = await StartAsync();
        site.On(method, JobPath + path, InTurn(Status(503), Abort));
        using var client = site.Client();

        (await Should.ThrowAsync<SiteException>(() => change(client))).Fault.ShouldBe(SiteFault.Busy);
        var broken = await Should.ThrowAsync<SiteException>(() => change(client));

        broken.Fault.ShouldBe(SiteFault.Unreachable);
        broken.NeverSent.ShouldBeFalse();
        site.Count(method, JobPath + path).ShouldBe(2);
    }

    [Fact]
    public async Task A_login_that_fails_for_the_moment_is_repeated_also_before_a_change()
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/auth/status", InTurn(Status(503), Text("""{"origin":{"id":"python_hpc_queue"},"is_device":true}""")));
        using var client = site.On("POST", $"{JobPath}/logs", Status(200)).Client();

        await client.AddLogsAsync(JobId, [new(1, "x")], default);

        site.Count("POST", $"{JobPath}/logs").ShouldBe(1);
    }

    [Fact]
    public async Task The_wait_that_the_site_asks_for_is_kept_up_to_a_cap()
    {
        await using var site = await StartAsync();
        site.On("GET", JobPath, InTurn(Busy("7"), Busy("9999"), Text(Job)));
        var time = new ImpatientTime(TimeSpan.FromSeconds(20));
        using var client = site.Client(Quick with { MaxRetryDelay = TimeSpan.FromSeconds(12) }, time);

        await client.GetJobAsync(JobId, default);

        time.Waits.ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(12)]);
    }

    [Fact]
    public async Task Waits_grow()
    {
        await using var site = await StartAsync();
        site.On("GET", JobPath, Status(503));
        var time = new ImpatientTime(TimeSpan.FromSeconds(29));
        using var client = site.Client(new SiteClientOptions { MaxAttempts = 6 }, time);

        await Should.ThrowAsync<SiteException>(() => client.GetJobAsync(JobId, default));

        time.Waits.Count.ShouldBe(5);
        time.Waits.Last().ShouldBeGreaterThan(time.Waits.First());
    }

    [Fact]
    public async Task A_site_that_never_answers_ends_in_words()
    {
        await using var site = await StartAsync();
        site.On("GET", JobPath, context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var client = site.Client(Quick with { CallTimeout = TimeSpan.FromMilliseconds(100), MaxAttempts = 2 });

        var e = await Should.ThrowAsync<SiteException>(() => client.GetJobAsync(JobId, default));

        e.Fault.ShouldBe(SiteFault.Unreachable);
        e.Message.ShouldContain("did not answer within 0.1 s");
        site.Count("GET", JobPath).ShouldBe(2);
    }

    [Fact]
    public async Task Giving_up_is_not_a_fault_of_the_site()
    {
        await using var site = await StartAsync();
        using var stop = new CancellationTokenSource();
        site.On("GET", JobPath, async context =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = site.Client();

        await Should.ThrowAsync<OperationCanceledException>(() => client.GetJobAsync(JobId, stop.Token));
    }

    private static Task Abort(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    private static RequestDelegate Busy(string seconds) => context =>
    {
        context.Response.Headers.RetryAfter = seconds;
        return Status(503)(context);
    };
}
