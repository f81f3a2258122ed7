using System.Text;
using System.Text.Json.Nodes;
using HpcClient.Engine.Tests.Bed;

namespace HpcClient.Engine.Tests;

public sealed class ApiKeyTests
{
    // The key is asked for with bash alone, so that any image will do.
    private const string Script =
        """
        key=$(tr -d ' \n' < config.json | sed 's/.*"base":"api-key","key":"\([^"]*\)".*/\1/'); bare=${key##*:}; rest=${key%:*}
        echo "key $key end"; echo "bare $bare" >&2; printf "part ${bare:0:9}"; printf "${bare:9}\n"
        exec 3<> "/dev/tcp/${rest%%:*}/${rest##*:}"
        printf 'GET /api/users/self HTTP/1.1\r\nHost: %s\r\nAuthorization: scitran-user %s\r\nConnection: close\r\n\r\n' "$rest" "$key" >&3
        read -r answer <&3; echo "site says $answer"
        mkfifo work/go; echo up; read -r < work/go; echo "last $key" >&2; exit 3
        """;

    [Theory]
    [InlineData("host")]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_gear_gets_a_key_that_works_and_that_nobody_else_sees(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var gear = await bed.AddGearAsync(manifest => manifest["inputs"]!["api-key"] = new JsonObject { ["base"] = "api-key", ["read-only"] = false });
        var job = await bed.AddJobAsync(Script, gear);
        var running = bed.RunAsync(job);
        await bed.WaitForLogAsync(job, "up\n");

        var folder = Path.Combine(Directory.EnumerateDirectories(bed.Scratch, "job-*").ShouldHaveSingleItem(), "v0");
        var config = Path.Combine(folder, "config.json");
        var key = (string)JsonNode.Parse(await File.ReadAllTextAsync(config))!["inputs"]!["api-key"]!["key"]!;
        var mode = File.GetUnixFileMode(config);
        var holders = Holders(bed, key.Split(':')[^1]);
        var shown = Processes.Showing(key.Split(':')[^1]);
        await File.WriteAllTextAsync(Path.Combine(folder, "work", "go"), "\n");
        var result = await running;

        key.ShouldStartWith($"127.0.0.1:{bed.Site.Port}:");
        mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        holders.ShouldBe([config]);
        shown.ShouldBeEmpty();
        var log = await bed.Site.LogOfAsync(job);
        log.ShouldContain("site says HTTP/1.1 200 OK");
        log.ShouldContain("key ******** end\n");
        log.ShouldContain("bare ********\n");
        log.ShouldContain("part ********\n");
        log.ShouldNotContain(key.Split(':')[^1]);
        bed.Console.ToString().ShouldNotContain(key.Split(':')[^1]);
        result.Sentence.ShouldEndWith("last ********");
        Holders(bed, key.Split(':')[^1]).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
    }

    // Files of the engine; the site's own database holds the key, of course.
    private static string[] Holders(EngineBed bed, string key) =>
    [
        .. new[] { bed.Folder.Root, bed.In("temp"), bed.In("cache") }.Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(
                folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.System | FileAttributes.Device }))
            .Where(path => Posix.Files.FileKinds.Of(path) == Posix.Files.FileKind.Regular && Holds(path, Encoding.UTF8.GetBytes(key))),
    ];

    private static bool Holds(string path, byte[] key) => File.ReadAllBytes(path).AsSpan().IndexOf(key) >= 0;
}
