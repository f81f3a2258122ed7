using System.Text.Json.Nodes;
using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Tests;

public sealed class RegistryTests
{
    public static readonly TheoryData<string, bool> Ways = new() { { "apptainer", false }, { "apptainer", true }, { "podman", false }, { "podman", true } };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_image_of_a_registry_is_fetched_by_tag_and_by_digest(string runtime, bool byDigest)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        await using var registry = await Registry.StartAsync(bed.In("registry"));
        var name = $"lab/gear-{Guid.NewGuid():N}";
        var digest = await registry.PushAsync(name, "1.0", await GearImage.BusyboxAsync(bed.In("site")));
        var source = $"{registry.Host}/{name}" + (byDigest ? $"@{digest}" : ":1.0");
        await using var stored = new PodmanLeftover(runtime, $"{registry.Host}/{name}@{digest}");
        var gear = await bed.AddGearAsync(
            manifest => manifest["environment"] = new JsonObject { ["OF_BOTH"] = "manifest" },
            exchange: new JsonObject { ["rootfs-url"] = $"docker://{source}" });

        var first = await bed.AddJobAsync("cat link; echo \"$PATH $OF_BOTH\"; echo \"image: $OF_THE_IMAGE\"; id -u; echo 1 > output/one.txt", gear);
        var result = await bed.RunAsync(first);

        var log = await bed.Site.LogOfAsync(first);
        result.Exit.ShouldBe(EngineExit.Complete, log);
        log.ShouldContain($"Fetching the image docker://{source}.");
        log.ShouldContain("hidden\n/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin manifest\n");

        // Nothing of the image's own ENV, USER, WORKDIR, ENTRYPOINT or VOLUME counts.
        log.ShouldContain($"image: \n{(runtime == "podman" ? 0 : ProcessUser.Id)}\n");
        (await bed.Site.OutputNamesAsync()).ShouldBe(["one.txt"]);

        // Once it is here, the registry is no longer needed.
        await registry.StopAsync();
        var second = await bed.AddJobAsync("echo again", gear);
        (await bed.RunAsync(second)).Exit.ShouldBe(EngineExit.Complete);
        (await bed.Site.LogOfAsync(second)).ShouldNotContain("Fetching");
    }

    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_name_that_the_registry_lacks_fails_with_one_sentence(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        await using var registry = await Registry.StartAsync(bed.In("registry"));

        var sentence = await FailAsync(bed, $"{registry.Host}/no/such:1");

        sentence.ShouldStartWith($"The image docker://{registry.Host}/no/such:1 could not be fetched: the registry has no such image");
        sentence.ShouldContain("Check its name");
    }

    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_registry_that_is_away_is_named(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        var host = $"127.0.0.1:{Registry.FreePort()}";

        var sentence = await FailAsync(bed, $"{host}/lab/gear:1");

        sentence.ShouldStartWith($"The image docker://{host}/lab/gear:1 could not be fetched: the registry could not be reached");
        sentence.ShouldContain($"Check that this node can reach {host}");
    }

    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task A_registry_with_a_login_asks_for_it_and_takes_it(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        await using var bed = await EngineBed.StartAsync(runtime);
        await using var registry = await Registry.StartAsync(bed.In("registry"), withLogin: true);
        var name = $"lab/gear-{Guid.NewGuid():N}";
        var digest = await registry.PushAsync(name, "1.0", await GearImage.BusyboxAsync(bed.In("site")));
        var source = $"{registry.Host}/{name}:1.0";
        await using var stored = new PodmanLeftover(runtime, source, $"{registry.Host}/{name}@{digest}");

        var sentence = await FailAsync(bed, source);

        sentence.ShouldContain("could not be fetched: the registry wants a login");
        sentence.ShouldContain("settings/registries.yml");
        sentence.ShouldContain($"{RuntimeProbe.Word(runtime)} {(runtime == "podman" ? "login" : "registry login")}");

        // As the sentence says, done for a user of this test alone.
        var logins = bed.In("logins.json");
        bed.Environment["HOME"] = Directory.CreateDirectory(bed.In("home")).FullName;
        bed.Environment["REGISTRY_AUTH_FILE"] = logins;
        var login = await ChildProcess.RunAsync(
            new ChildCommand
            {
                Program = RuntimeProbe.Word(runtime),
                Arguments = runtime == "podman"
                    ? ["login", "--tls-verify=false", "--username", Registry.User, "--password-stdin", registry.Host]
                    : ["registry", "login", "--username", Registry.User, "--password-stdin", $"docker://{registry.Host}"],
                StandardInput = Registry.Password,
                Environment = bed.Environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value),
            },
            TimeSpan.FromMinutes(1));
        login.Succeeded.ShouldBeTrue(login.Error);
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = $"docker://{source}" });
        var job = await bed.AddJobAsync("cat link", gear);

        using var engine = EngineProcess.Start(bed, job);
        var code = await engine.WaitAsync();

        var log = await bed.Site.LogOfAsync(job);
        code.ShouldBe((int)EngineExit.Complete, log);
        log.ShouldContain("hidden\n");
    }

    private static async Task<string> FailAsync(EngineBed bed, string source)
    {
        var gear = await bed.AddGearAsync(exchange: new JsonObject { ["rootfs-url"] = $"docker://{source}" });
        var job = await bed.AddJobAsync("true", gear);

        var result = await bed.RunAsync(job);

        result.Exit.ShouldBe(EngineExit.EngineFailed);
        result.Sentence.ShouldNotContain('\n');
        result.Sentence.ShouldNotContain("Get \"");
        bed.End(job).Outcome.ShouldBe(EndOutcome.EngineFailed);
        ((string)(await bed.Site.JobAsync(job))["state"]!).ShouldBe("failed");
        (await bed.Site.LogOfAsync(job)).ShouldContain("\n" + result.Sentence + "\nhad ");
        Directory.EnumerateFileSystemEntries(bed.Scratch).ShouldBeEmpty();
        return result.Sentence;
    }
}
