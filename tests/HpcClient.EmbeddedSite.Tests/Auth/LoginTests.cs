using System.Net;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Auth;

public sealed class LoginTests
{
    [Fact]
    public async Task A_drone_logs_in_as_the_SDK_does_and_its_device_key_is_as_good_as_the_secret()
    {
        await using var site = await TestSite.StartAsync();
        var status = (await site.Drone.ReadAsync("auth/status")).Json!;
        ((bool)status["is_device"]!).ShouldBeTrue();
        var id = (string)status["origin"]!["id"]!;
        id.ShouldBe("python_hpc_queue");
        var key = (string)(await site.Drone.ReadAsync($"devices/{id}")).Json!["key"]!;

        using var device = site.With($"127.0.0.1:{site.Server.Port}:__force_insecure:{key}");
        ((string)(await device.ReadAsync("auth/status")).Json!["origin"]!["id"]!).ShouldBe(id);
        ((string)(await device.ReadAsync("devices/self")).Json!["key"]!).ShouldBe(key);
        (await device.ReadAsync("jobs")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("wrong", "python", "hpc queue", HttpStatusCode.Unauthorized)]
    [InlineData(null, "", "hpc queue", HttpStatusCode.BadRequest)]
    [InlineData(null, "python", "", HttpStatusCode.BadRequest)]
    public async Task A_faulty_drone_login_is_refused(string? secret, string method, string name, HttpStatusCode expected)
    {
        await using var site = await TestSite.StartAsync();
        using var caller = site.Caller();
        caller.DefaultRequestHeaders.Add("X-SciTran-Auth", secret ?? site.Server.Secrets.DroneSecret);
        caller.DefaultRequestHeaders.TryAddWithoutValidation("X-SciTran-Method", method);
        caller.DefaultRequestHeaders.TryAddWithoutValidation("X-SciTran-Name", name);
        (await caller.ReadAsync("auth/status")).Status.ShouldBe(expected);
    }

    [Theory]
    [InlineData("scitran-user nonsense", 401)]
    [InlineData("scitran-drone nonsense", 401)]
    [InlineData("nonsense", 401)]
    public async Task A_wrong_key_is_refused_with_the_body_that_clients_read(string authorization, int expected)
    {
        await using var site = await TestSite.StartAsync();
        using var caller = site.Caller();
        caller.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", authorization);
        var answer = await caller.ReadAsync("jobs");
        ((int)answer.Status).ShouldBe(expected);
        ((int)answer.Json!["status_code"]!).ShouldBe(expected);
        ((string)answer.Json["message"]!).ShouldNotBeEmpty();
        ((string)answer.Json["request_id"]!).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Users_see_themselves_and_no_device_keys()
    {
        await using var site = await TestSite.StartAsync();
        (await site.Drone.ReadAsync("auth/status")).Status.ShouldBe(HttpStatusCode.OK);
        ((string)(await site.Researcher.ReadAsync("users/self")).Json!["_id"]!).ShouldBe(SiteSecrets.Researcher);
        (await site.Researcher.ReadAsync("devices/python_hpc_queue")).Json!["key"].ShouldBeNull();
        (await site.Drone.ReadAsync("users/self")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Nobody.ReadAsync("jobs")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Unknown_routes_and_methods_answer_in_the_site_s_form()
    {
        await using var site = await TestSite.StartAsync();
        ((int)(await site.Drone.ReadAsync("nothing/here")).Json!["status_code"]!).ShouldBe(404);
        ((int)(await site.Drone.PutAsync("version")).Json!["status_code"]!).ShouldBe(405);
    }
}
