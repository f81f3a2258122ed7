using System.Net;
using System.Text.Json.Nodes;
using HpcClient.EmbeddedSite.Auth;
using HpcClient.EmbeddedSite.Tests.Site;

namespace HpcClient.EmbeddedSite.Tests.Storage;

public sealed class DataFolderTests
{
    [Fact]
    public async Task Two_folders_have_different_secrets_closed_to_others()
    {
        await using var one = await TestSite.StartAsync();
        await using var two = await TestSite.StartAsync();
        one.Server.Secrets.DroneSecret.ShouldNotBe(two.Server.Secrets.DroneSecret);
        one.Server.Secrets.UserKeys[SiteSecrets.Admin].ShouldNotBe(two.Server.Secrets.UserKeys[SiteSecrets.Admin]);
        one.Server.Secrets.ToString().ShouldNotContain(one.Server.Secrets.DroneSecret);
        foreach (var file in Directory.EnumerateFiles(one.Folder))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }

        File.GetUnixFileMode(one.Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task A_restart_keeps_everything()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary.Path;
        string job, acquisition, secret;
        await using (var first = await TestSite.StartAsync(folder: folder))
        {
            first.Server.MadeSecrets.ShouldBeTrue();
            secret = first.Server.Secrets.DroneSecret;
            job = await first.MakeRunningJobAsync("hpc");
            acquisition = (string)(await first.JobAsync(job))["destination"]!["id"]!;
            await first.Drone.PostAsync($"jobs/{job}/logs", new JsonArray(new JsonObject { ["fd"] = 1, ["msg"] = "kept\n" }));
            await first.Researcher.UploadAsync($"acquisitions/{acquisition}/files", null, ("a.txt", [7]));
        }

        await using var second = await TestSite.StartAsync(folder: folder);
        second.Server.MadeSecrets.ShouldBeFalse();
        second.Server.Secrets.DroneSecret.ShouldBe(secret);
        await AssertWholeAsync(second, job, acquisition);
    }

    [Fact]
    public async Task What_a_killed_server_leaves_is_whole()
    {
        // A copy of the folder while the server is at work is what SIGKILL would leave: no close, no checkpoint.
        using var temporary = new TemporaryFolder();
        var copy = temporary.Path;
        string job, acquisition;
        await using (var site = await TestSite.StartAsync())
        {
            job = await site.MakeRunningJobAsync("hpc");
            acquisition = (string)(await site.JobAsync(job))["destination"]!["id"]!;
            await site.Drone.PostAsync($"jobs/{job}/logs", new JsonArray(new JsonObject { ["fd"] = 1, ["msg"] = "kept\n" }));
            await site.Researcher.UploadAsync($"acquisitions/{acquisition}/files", null, ("a.txt", [7]));
            await File.WriteAllTextAsync(Path.Combine(site.Folder, "incoming", "half"), "an upload that was cut off");
            foreach (var file in Directory.EnumerateFiles(site.Folder, "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(site.Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        await using var revived = await TestSite.StartAsync(folder: copy);
        await AssertWholeAsync(revived, job, acquisition);
        Directory.EnumerateFiles(Path.Combine(copy, "incoming")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_secrets_file_and_a_taken_port_are_told()
    {
        using var temporary = new TemporaryFolder();
        var folder = temporary.In("site");
        await using (var site = await TestSite.StartAsync(folder: folder))
        {
            var other = temporary.In("other");
            var taken = await Should.ThrowAsync<EmbeddedSiteException>(TestSite.StartAsync(options => options with { Port = site.Server.Port }, other));
            taken.Message.ShouldContain(site.Server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        File.SetUnixFileMode(Path.Combine(folder, "secrets.json"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        (await Should.ThrowAsync<EmbeddedSiteException>(TestSite.StartAsync(folder: folder))).Message.ShouldContain("chmod 600");
    }

    private static async Task AssertWholeAsync(TestSite site, string job, string acquisition)
    {
        ((string)(await site.JobAsync(job))["state"]!).ShouldBe("running");
        (await site.Drone.ReadAsync($"jobs/{job}/logs")).Json!["logs"]!.AsArray().ShouldContain(line => (string)line!["msg"]! == "kept\n");
        (await site.Researcher.ReadAsync($"acquisitions/{acquisition}/files/a.txt")).Bytes.ShouldBe([7]);
        (await site.Drone.PutAsync($"jobs/{job}/heartbeat")).Status.ShouldBe(HttpStatusCode.OK);
    }
}
