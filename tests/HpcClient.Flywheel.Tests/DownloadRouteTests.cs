using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Files.Download;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public sealed class DownloadRouteTests : IDisposable
{
    private const string FilePath = "/api/acquisitions/5a01/files/a.nii";
    private static readonly ContainerReference Acquisition = new() { Type = "acquisition", Id = "5a01" };
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_redirect_to_another_host_is_followed_without_our_credential()
    {
        await using var site = await StartAsync();
        await using var store = await StartAsync();
        site.On("GET", FilePath, Redirect($"http://127.0.0.1:{store.Port}/bucket/a?signature=x"));
        store.On("GET", "/bucket/a", Redirect("/bucket/b")).On("GET", "/bucket/b", Text("0123456789"));
        using var client = site.Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], 10, default);

        site.Seen.Last().Header("Authorization").ShouldNotBeNull();
        store.Seen.Count.ShouldBe(2);
        store.Seen.ShouldAllBe(seen => seen.Header("Authorization") == null && seen.Header("X-SciTran-Auth") == null);
    }

    [Fact]
    public async Task A_redirect_within_the_site_keeps_our_credential()
    {
        await using var site = await StartAsync();
        site.On("GET", FilePath, Redirect("/api/other")).On("GET", "/api/other", Text("0123456789"));
        using var client = site.Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], 10, default);

        site.Seen.Last().Header("Authorization").ShouldNotBeNull();
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", FilePath, Redirect(FilePath)).Client();

        (await Should.ThrowAsync<SiteException>(() => client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], 10, default)))
            .Message.ShouldContain("more than 5 times");
    }

    [Theory]
    [InlineData("http://storage.example.org/a", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("https://storage.example.org/a", true)]
    [InlineData("http://127.0.0.1/a", true)]
    public void A_redirect_away_from_TLS_is_refused(string location, bool allowed)
    {
        using var response = new HttpResponseMessage
        {
            RequestMessage = new(HttpMethod.Get, "https://site.example.org/api/a"),
            Headers = { Location = new(location) },
        };

        if (allowed)
        {
            RedirectRule.Next(response).ShouldBe(new(location));
        }
        else
        {
            Should.Throw<SiteException>(() => RedirectRule.Next(response)).Fault.ShouldBe(SiteFault.UnexpectedAnswer);
        }
    }

    [Fact]
    public async Task An_image_on_the_site_comes_with_our_credential_and_one_elsewhere_without()
    {
        await using var site = await StartAsync();
        await using var store = await StartAsync();
        site.On("GET", "/api/gears/temp/7", Text("site"));
        store.On("GET", "/gear.tgz", Text("store"));
        using var client = site.Client();

        await client.DownloadImageAsync("/api/gears/temp/7", _folder["one"], default);
        await client.DownloadImageAsync($"http://127.0.0.1:{store.Port}/gear.tgz", _folder["two"], default);

        (await File.ReadAllTextAsync(_folder["one"])).ShouldBe("site");
        (await File.ReadAllTextAsync(_folder["two"])).ShouldBe("store");
        site.Seen.Last().Header("Authorization").ShouldNotBeNull();
        store.Seen.Single().Header("Authorization").ShouldBeNull();
    }

    [Theory]
    [InlineData("docker://x/y")]
    [InlineData("gear.tgz")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//other/x")]
    public async Task An_image_address_of_another_kind_is_refused(string url)
    {
        await using var site = await StartAsync();
        using var client = site.Client();

        (await Should.ThrowAsync<SiteException>(() => client.DownloadImageAsync(url, _folder["f"], default))).Fault.ShouldBe(SiteFault.Invalid);
    }

    private static RequestDelegate Redirect(string location) => context =>
    {
        context.Response.Redirect(location);
        return Task.CompletedTask;
    };
}
