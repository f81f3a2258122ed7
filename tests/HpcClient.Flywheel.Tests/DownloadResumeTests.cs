using System.Security.Cryptography;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Tests.Site;
using Microsoft.AspNetCore.Http;
using static HpcClient.Flywheel.Tests.Site.ScriptedSite;

namespace HpcClient.Flywheel.Tests;

public sealed class DownloadResumeTests : IDisposable
{
    private const string FilePath = "/api/acquisitions/5a01/files/a.nii";
    private const string Version = "\"v1\"";
    private const int Size = 12 * 1024 * 1024;
    private static readonly ContainerReference Acquisition = new() { Type = "acquisition", Id = "5a01" };
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(Size);
    private static readonly string Sha384 = Convert.ToHexStringLower(SHA384.HashData(Content));
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stream_that_breaks_goes_on_where_it_broke()
    {
        await using var site = await StartAsync();
        var sent = 0L;
        using var client = site.On("GET", FilePath, context => PartAsync(context, 5_000_000, count => sent += count)).Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], Size, Sha384, default);

        (await File.ReadAllBytesAsync(_folder["a.nii"])).ShouldBe(Content);
        sent.ShouldBe(Size);
        site.Seen.Where(seen => seen.Path == FilePath).Select(seen => seen.Header("If-Range")).ShouldBe([null, Version, Version]);
    }

    [Fact]
    public async Task A_stream_that_breaks_more_often_than_calls_are_tried_arrives_as_long_as_it_goes_on()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", FilePath, context => PartAsync(context, Size / 5)).Client(Quick with { MaxAttempts = 2 });

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], Size, Sha384, default);

        (await File.ReadAllBytesAsync(_folder["a.nii"])).ShouldBe(Content);
    }

    [Fact]
    public async Task A_part_of_another_version_is_not_added_to_the_first()
    {
        await using var site = await StartAsync();
        var other = RandomNumberGenerator.GetBytes(Size);
        site.On("GET", FilePath, InTurn(context => PartAsync(context, 5_000_000), context =>
        {
            // The server follows If-Range: of what is another version now it sends the whole.
            context.Response.Headers.ETag = "\"v2\"";
            context.Response.ContentLength = Size;
            return context.Response.Body.WriteAsync(other).AsTask();
        }));
        using var client = site.Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], Size, null, default);

        (await File.ReadAllBytesAsync(_folder["a.nii"])).ShouldBe(other);
    }

    [Fact]
    public async Task Where_nothing_could_prove_that_the_parts_fit_it_starts_over()
    {
        await using var site = await StartAsync();
        site.On("GET", FilePath, InTurn(
            context => PartAsync(context, 5_000_000, version: null), context => PartAsync(context, Size, version: null)));
        using var client = site.Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], Size, null, default);

        (await File.ReadAllBytesAsync(_folder["a.nii"])).ShouldBe(Content);
        site.Seen.ShouldAllBe(seen => seen.Header("Range") == null);
    }

    [Fact]
    public async Task Content_that_arrived_damaged_is_fetched_once_more()
    {
        await using var site = await StartAsync();
        var damaged = (byte[])Content.Clone();
        damaged[Size / 2] ^= 1;
        site.On("GET", FilePath, InTurn(context => context.Response.Body.WriteAsync(damaged).AsTask(), context => PartAsync(context, Size)));
        using var client = site.Client();

        await client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], Size, Sha384, default);

        (await File.ReadAllBytesAsync(_folder["a.nii"])).ShouldBe(Content);
    }

    [Fact]
    public async Task Content_that_is_not_what_the_sites_record_says_is_refused()
    {
        await using var site = await StartAsync();
        using var client = site.On("GET", FilePath, context => PartAsync(context, Size)).Client();

        var e = await Should.ThrowAsync<SiteException>(
            () => client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], Size, new string('0', 96), default));

        e.Message.ShouldContain("'a.nii' has another content than the site's own record of it says");
        e.MayPassLater.ShouldBeFalse();
        _folder.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_became_shorter_is_told_as_replaced()
    {
        await using var site = await StartAsync();
        site.On("GET", FilePath, InTurn(context => PartAsync(context, 5_000_000), Status(416), Text("short")));
        using var client = site.Client();

        (await Should.ThrowAsync<SiteException>(() => client.DownloadFileAsync(Acquisition, "a.nii", _folder["a.nii"], Size, null, default)))
            .Message.ShouldContain("has 5 bytes on the site, but 12582912 were expected");
    }

    // Gives what is asked for, but breaks off after so many bytes.
    private static async Task PartAsync(HttpContext context, int most, Action<long>? sent = null, string? version = Version)
    {
        var from = 0;
        if (context.Request.Headers.Range.ToString() is { Length: > 0 } range)
        {
            from = int.Parse(range["bytes=".Length..^1]);
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {from}-{Size - 1}/{Size}";
        }

        if (version is not null)
        {
            context.Response.Headers.ETag = version;
        }

        context.Response.ContentLength = Size - from;
        var count = Math.Min(most, Size - from);
        await context.Response.Body.WriteAsync(Content.AsMemory(from, count));
        sent?.Invoke(count);

        // The server ends the connection after an answer that is shorter than it said.
    }
}
