using System.Text;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public sealed class DownloadTests : IDisposable
{
    private const string FilePath = "/api/acquisitions/5a01/files/a.nii";
    private static readonly ContainerReference Acquisition = new() { Type = "acquisition", Id = "5a01" };
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_arrives_whole_and_nothing_else_is_left()
    {
        await using var site = await StartAsync();
        var content = RandomBytes(3_000_000);
        using var client = site.On("GET", FilePath, context => context.Response.Body.WriteAsync(content).AsTask()).Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], content.Length, default);

        (await File.ReadAllBytesAsync(_folder["a.nii"])).ShouldBe(content);
        _folder.Names.ShouldBe(["a.nii"]);
    }

    [Theory]
    [InlineData("a b.nii")]
    [InlineData("ü%2F#?&+.nii")]
    [InlineData("日本.nii")]
    public async Task A_hostile_name_finds_its_file(string name)
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", $"/api/analyses/5a02/files/{name}", Text("x")).Client();

        await client.DownloadFileAsync(new() { Type = "analysis", Id = "5a02" }, name, _folder["f"], 1, default);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task A_name_that_would_climb_is_refused(string name)
    {
        await using var site = await StartAsync();
        using var client = site.Client();

        await Should.ThrowAsync<ArgumentException>(() => client.DownloadFileAsync(Acquisition, name, _folder["f"], 1, default));
    }

    [Fact]
    public async Task A_stream_that_breaks_is_fetched_again_whole()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", FilePath, InTurn(Broken, Broken, Text("0123456789"))).Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], 10, default);

        (await File.ReadAllTextAsync(_folder["a.nii"])).ShouldBe("0123456789");
        site.Count("GET", FilePath).ShouldBe(3);
        _folder.Names.ShouldBe(["a.nii"]);
    }

    [Fact]
    public async Task A_stream_that_always_breaks_is_given_up_and_the_old_file_stays()
    {
        await using var site = await StartAsync();
        await File.WriteAllTextAsync(_folder["a.nii"], "old");
        using var client = site.On("GET", FilePath, Broken).Client(Quick with { MaxAttempts = 2 });

        var e = await Should.ThrowAsync<SiteException>(() => client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], 10, default));

        e.Fault.ShouldBe(SiteFault.Unreachable);
        site.Count("GET", FilePath).ShouldBe(2);
        (await File.ReadAllTextAsync(_folder["a.nii"])).ShouldBe("old");
        _folder.Names.ShouldBe(["a.nii"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_of_another_size_than_the_job_has_is_refused(bool announced)
    {
        await using var site = await StartAsync();
        site.On("GET", FilePath, context =>
        {
            context.Response.ContentLength = announced ? 5 : null;
            return context.Response.WriteAsync("01234");
        });
        using var client = site.Client();

        var e = await Should.ThrowAsync<SiteException>(() => client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], 10, default));

        e.Fault.ShouldBe(SiteFault.UnexpectedAnswer);
        e.Message.ShouldContain("has 5 bytes on the site, but 10 were expected");
        _folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_that_stands_still_is_given_up()
    {
        await using var site = await StartAsync();
        site.On("GET", FilePath, async context =>
        {
            context.Response.ContentLength = 10;
            await context.Response.WriteAsync("01");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var client = site.Client(Quick with { StallTimeout = TimeSpan.FromMilliseconds(200), MaxAttempts = 2 });

        var e = await Should.ThrowAsync<SiteException>(() => client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], 10, default));

        e.Fault.ShouldBe(SiteFault.Unreachable);
        site.Count("GET", FilePath).ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_our_fault_not_the_sites()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", FilePath, Text("0123456789")).Client();

        await Should.ThrowAsync<LocalDiskException>(() => client.DownloadFileAsync(Acquisition, "a.nii", _folder["none/a.nii"], 10, default));

        site.Count("GET", FilePath).ShouldBe(1);
    }

    [Fact]
    public void A_full_disk_names_the_folder_and_the_bytes()
    {
        using var full = new FileStream("/dev/full", new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Write, BufferSize = 0 });
        var cause = Should.Throw<IOException>(() => full.Write("x"u8));

        LocalDiskException.Writing("/scratch/in/a.nii", 123, cause).Message
            .ShouldBe("The folder '/scratch/in' is full: 'a.nii' (123 bytes) does not fit. Free space there or use a larger folder.");
    }

    private static async Task Broken(HttpContext context)
    {
        context.Response.ContentLength = 10;
        await context.Response.WriteAsync("01234");
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
