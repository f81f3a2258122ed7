using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Tests.Site;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public class LoginTests
{
    private const string JobPath = $"/api/jobs/{JobId}";
    private const string Job = $$"""{"id":"{{JobId}}","state":"running"}""";

    [Fact]
    public async Task The_secret_buys_a_key_and_the_key_is_used_from_then_on()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", JobPath, Text(Job)).Client();

        await client.GetJobAsync(JobId, default);
        await client.GetJobAsync(JobId, default);

        foreach (var login in site.Seen.Take(2))
        {
            login.Header("X-SciTran-Auth").ShouldBe(Secret);
            login.Header("X-SciTran-Method").ShouldBe("python");
            login.Header("X-SciTran-Name").ShouldBe("hpc queue");
        }

        site.Seen.Select(seen => seen.Path).ShouldBe(["/api/auth/status", "/api/devices/python_hpc_queue", JobPath, JobPath]);
        var call = site.Seen.Last();
        call.Header("Authorization").ShouldBe($"scitran-user {Key}");
        call.Header("X-SciTran-Auth").ShouldBeNull();
    }

    [Theory]
    [InlineData("host.example.edu:443:short", "scitran-user short")]
    [InlineData("djEabcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQR", "Bearer djEabcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQR")]
    public async Task A_key_goes_in_the_header_that_its_form_asks_for(string key, string header)
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/devices/python_hpc_queue", Text($$"""{"key":"{{key}}"}""")).On("GET", JobPath, Text(Job));
        using var client = site.Client();

        await client.GetJobAsync(JobId, default);

        site.Seen.Last().Header("Authorization").ShouldBe(header);
    }

    [Fact]
    public async Task A_wrong_secret_names_the_setting_and_the_remedy()
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/auth/status", Status(401, """{"message":"invalid drone secret"}"""));
        using var client = site.Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.LogInAsync(default));

        e.Fault.ShouldBe(SiteFault.WrongCredential);
        e.Message.ShouldContain("SCITRAN_CORE_DRONE_SECRET in credentials.sh");
        site.Seen.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"origin":{"type":"user","id":"a@b.c"},"is_device":false}""", SiteFault.WrongCredential)]
    [InlineData("""{"is_device":true}""", SiteFault.WrongCredential)]
    [InlineData("<html>a portal</html>", SiteFault.UnexpectedAnswer)]
    public async Task A_login_that_does_not_make_us_a_device_is_refused(string status, SiteFault fault)
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/auth/status", Text(status));
        using var client = site.Client();

        (await Should.ThrowAsync<SiteException>(() => client.LogInAsync(default))).Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task Many_calls_at_once_log_in_once()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", JobPath, Text(Job)).Client();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetJobAsync(JobId, default)));

        site.Count("GET", "/api/auth/status").ShouldBe(1);
    }

    [Fact]
    public async Task A_key_that_is_not_good_any_more_is_replaced_once_and_the_call_goes_through()
    {
        await using var site = await StartAsync();
        site.On("POST", $"{JobPath}/logs", InTurn(Status(401), Text("")));
        using var client = site.Client();

        await client.AddLogsAsync(JobId, [new(1, "hello\n")], default);

        site.Count("GET", "/api/auth/status").ShouldBe(2);
        site.Count("POST", $"{JobPath}/logs").ShouldBe(2);
    }

    [Fact]
    public async Task A_site_that_goes_on_refusing_the_key_is_not_asked_for_ever()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", JobPath, Status(401)).Client();

        (await Should.ThrowAsync<SiteException>(() => client.GetJobAsync(JobId, default))).Fault.ShouldBe(SiteFault.WrongCredential);

        site.Count("GET", JobPath).ShouldBe(2);
    }

    [Fact]
    public async Task A_site_of_before_2019_gets_the_secret_with_every_call()
    {
        await using var site = await StartAsync();
        site.On("GET", "/api/auth/status", Status(404)).On("GET", "/api/devices/self", Text("""{"_id":"python_hpc_queue"}""")).On("GET", JobPath, Text(Job));
        using var client = site.Client();

        await client.GetJobAsync(JobId, default);

        site.Seen.Last().Header("X-SciTran-Auth").ShouldBe(Secret);
    }

    [Fact]
    public async Task A_secret_with_a_line_break_is_refused_without_showing_it()
    {
        await using var site = await StartAsync();
        using var client = site.Client(secret: "canary\nsecret");

        var e = await Should.ThrowAsync<SiteException>(() => client.LogInAsync(default));

        e.Fault.ShouldBe(SiteFault.WrongCredential);
        e.ToString().ShouldNotContain("canary");
        site.Seen.ShouldBeEmpty();
    }
}
