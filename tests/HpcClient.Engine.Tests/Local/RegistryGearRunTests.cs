using HpcClient.Engine.Tests.Bed;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Local;

/// <summary>A developer's gear whose image lies in a registry.</summary>
public sealed class RegistryGearRunTests
{
    [Theory]
    [InlineData("apptainer")]
    [InlineData("podman")]
    public async Task An_image_of_a_registry_is_fetched_and_the_gear_runs_on_local_files(string runtime)
    {
        await RuntimeProbe.RequireAsync(runtime);
        using var folder = new TemporaryFolder();
        await using var registry = await Registry.StartAsync(folder.In("registry"));
        var name = $"lab/gear-{Guid.NewGuid():N}";
        Directory.CreateDirectory(folder.In("gear"));
        var digest = await registry.PushAsync(name, "1.0", await GearImage.BusyboxAsync(folder.In("gear")));
        await using var stored = new PodmanLeftover(runtime, $"{registry.Host}/{name}@{digest}");
        await File.WriteAllTextAsync(folder.In("gear/manifest.json"), """
            {
              "name": "trial", "label": "Trial", "version": "0.1.0", "description": "A gear of the tests.", "author": "tests",
              "license": "Other", "source": "", "url": "", "inputs": { "notes": { "base": "file" } },
              "config": { "script": { "type": "string", "default": "cat .hidden; cp input/notes/* output/" } }
            }
            """);
        await File.WriteAllTextAsync(folder.In("a b.txt"), "content\n");
        Directory.CreateDirectory(folder.In("temporary"));

        Task<ChildResult> RunAsync(string image) => ChildProcess.RunAsync(
            new ChildCommand
            {
                Program = ClientProgram.Path,
                Arguments = ["gear", "run", folder.In("gear"), "--image", $"docker://{registry.Host}/{image}", "--input", $"notes={folder.In("a b.txt")}", "--runtime", RuntimeProbe.Word(runtime), "--output", folder.In("output"), "--overwrite"],
                Environment = new Dictionary<string, string?> { ["TMPDIR"] = folder.In("temporary"), ["ENGINE_CACHE_DIR"] = folder.In("cache") },
            },
            TimeSpan.FromMinutes(2));

        var result = await RunAsync($"{name}:1.0");
        var missing = await RunAsync($"{name}:2.0");

        result.ExitCode.ShouldBe(0, result.Error);
        result.Out.ShouldBe("hidden\n");
        (await File.ReadAllTextAsync(folder.In("output/a b.txt"))).ShouldBe("content\n");
        missing.ExitCode.ShouldNotBe(0);
        missing.Error.ShouldContain($"docker://{registry.Host}/{name}:2.0 could not be fetched: the registry has no such image");
        Directory.EnumerateFileSystemEntries(folder.In("temporary")).ShouldBeEmpty();
    }
}
