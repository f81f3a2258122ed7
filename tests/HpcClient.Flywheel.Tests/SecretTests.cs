using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public class SecretTests
{
    private const string JobPath = $"/api/jobs/{JobId}";

    [Theory]
    [InlineData("/api/auth/status", 400)]
    [InlineData("/api/auth/status", 401)]
    [InlineData("/api/auth/status", 200)]
    [InlineData("/api/devices/python_hpc_queue", 500)]
    [InlineData(JobPath, 400)]
    [InlineData(JobPath, 401)]
    [InlineData(JobPath, 500)]
    [InlineData(JobPath, 200)]
    public async Task No_exception_ever_shows_a_secret_even_when_the_site_echoes_it(string path, int status)
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", path, Status(status, Echo(path == JobPath ? Key : Secret))).Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.GetJobAsync(JobId, default));

        e.ToString().ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("{\"key\": canary-key-0815")]
    [InlineData("[\"canary-key-0815\"]")]
    [InlineData("{\"key\":\"canary-key-0815\\n\"}")]
    public async Task A_key_in_an_answer_that_makes_no_sense_is_not_shown(string device)
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", "/api/devices/python_hpc_queue", Text(device)).Client();

        (await Should.ThrowAsync<SiteException>(() => client.LogInAsync(default))).ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task A_ticket_is_not_shown()
    {
        await using var site = await StartAsync();
        using var client = site.Client();

        (await Should.ThrowAsync<SiteException>(() => client.CompleteAsync(JobId, "canary-ticket", new Completion { Success = true }, default)))
            .ToString().ShouldNotContain("canary");
    }

    [Fact]
    public async Task Nothing_that_holds_the_secret_prints_it()
    {
        await using var site = await StartAsync();

        new SiteAccess(site.Address(), new(Secret)).ToString().ShouldNotContain("canary");
        Credential.OfKey(Key).ToString().ShouldNotContain("canary");
        Credential.OfSecret(new(site.Address(), new(Secret))).ToString().ShouldNotContain("canary");
    }

    private static string Echo(string sent) => $$"""{"message":"you sent {{sent}}, did you not","name":"{{sent}}"}""";
}
