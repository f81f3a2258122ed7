using System.Text.Json.Nodes;
using HpcClient.EndToEnd.Tests.Machine;
using HpcClient.Posix.Processes;

namespace HpcClient.EndToEnd.Tests.Gears;

/// <summary>A gear tried on local files, through the program as its developer calls it.</summary>
public sealed class GearRunTests
{
    private const string Script = """
        #!/bin/sh
        echo "out: $GREETING $FW_CONFIG_WORDS"; echo "err" >&2
        cp input/notes/* output/
        cp config.json output/seen.json
        echo '{"acquisition": {"files": [{"name": "my notes.txt", "type": "text"}, {"name": "seen.jsn"}]}}' > output/.metadata.json
        exit "$FW_CONFIG_CODE"
        """;

    [Theory]
    [InlineData("host", null)]
    [InlineData("host", "tarball")]
    [InlineData("apptainer", "tarball")]
    [InlineData("apptainer", "sif")]
    [InlineData("podman", "tarball")]
    [InlineData("podman", "containers-storage")]
    public async Task It_runs_as_on_a_node_without_any_site(string runtime, string? image)
    {
        if (runtime != "host")
        {
            await Parts.NeedRuntimeAsync(runtime);
        }

        using var gear = new TrialGear(Script);
        var reference = image switch { null => null, "sif" => await gear.SifAsync(), _ => await gear.TarballAsync() };
        var podmanName = runtime == "podman" ? await TrialGear.PodmanNameAsync(reference!) : null;
        if (image == "containers-storage")
        {
            (await Product.RunAsync("podman", ["import", "--quiet", reference!, podmanName!])).ExitCode.ShouldBe(0);
            reference = $"containers-storage:{podmanName}";
        }

        try
        {
            var result = await RunAsync(gear, runtime, reference, "--config", "words=a b", "--config", "code=3");

            result.ExitCode.ShouldBe(3, result.Error);
            result.Out.ShouldBe("out: hello a b\n");
            result.Error.ShouldContain("\nerr\n");
            result.Error.ShouldContain($"# Running trial 0.1.0 with {runtime}.");
            result.Error.ShouldContain("# The gear failed: exit code 3.");
            result.Error.ShouldContain("\"type\": \"text\"");
            result.Error.ShouldContain("left no file \"seen.jsn\" in output. Did you mean 'seen.json'?");
            File.ReadAllText(Path.Combine(gear.Output, "my notes.txt")).ShouldBe("three\nlines\nhere\n");
            JsonNode.Parse(File.ReadAllText(Path.Combine(gear.Output, ".metadata.json")))!["acquisition"].ShouldNotBeNull();
            var seen = JsonNode.Parse(File.ReadAllText(Path.Combine(gear.Output, "seen.json")))!;
            seen["config"]!["code"]!.GetValue<int>().ShouldBe(3);
            seen["inputs"]!["notes"]!["location"]!["path"]!.ToString().ShouldEndWith("/input/notes/my notes.txt");
            Directory.EnumerateFileSystemEntries(gear.Temporary).ShouldBeEmpty();
            Directory.EnumerateFileSystemEntries(gear.Folder).Count().ShouldBe(2, "nothing is written into the developer's folder");
        }
        finally
        {
            if (podmanName is not null)
            {
                await Product.RunAsync("podman", ["rmi", "--force", podmanName]);
            }
        }
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_before_anything_runs()
    {
        using var gear = new TrialGear("#!/bin/sh\nexit 99\n");
        Directory.CreateDirectory(gear.Output);
        File.WriteAllText(Path.Combine(gear.Output, "older.txt"), "");

        var result = await Product.RunAsync(
            Product.Client,
            ["gear", "run", gear.Folder, "--input", "more=/nonexistent/file", "--input", "nots=x", "--config", "code=many", "--config", "wrds=x", "--image", "/nonexistent.sif", "--output", gear.Output],
            gear.Environment);

        result.ExitCode.ShouldBe(ExitCodes.Usage);
        result.Out.ShouldBeEmpty();
        foreach (var words in (string[])
        [
            "needs the input 'notes'", "there is no file '/nonexistent/file'", "Did you mean 'notes'?", "\"many\" is no integer", "Did you mean 'words'?",
            "--image '/nonexistent.sif' is no file", "holds files already",
        ])
        {
            result.Error.ShouldContain(words);
        }
    }

    [Fact]
    public async Task Without_an_image_a_container_runtime_has_nothing_to_run()
    {
        using var gear = new TrialGear(Script);

        var result = await RunAsync(gear, "auto", null);

        result.ExitCode.ShouldBe(ExitCodes.Usage);
        result.Error.ShouldContain("--runtime host");
        Directory.Exists(gear.Output).ShouldBeFalse();
    }

    [Fact]
    public async Task Metadata_that_no_site_could_read_fails_a_gear_that_exits_with_0()
    {
        using var gear = new TrialGear("#!/bin/sh\necho '{' > output/.metadata.json\n");

        var result = await RunAsync(gear, "host", null);

        result.ExitCode.ShouldBe(ExitCodes.GearFailed);
        result.Error.ShouldContain(".metadata.json is not valid JSON");
        File.Exists(Path.Combine(gear.Output, ".metadata.json")).ShouldBeTrue("its developer wants to see it");
    }

    [Fact]
    public async Task Ctrl_C_ends_the_gear_and_leaves_nothing()
    {
        using var gear = new TrialGear("#!/bin/sh\necho started\nsleep 300 &\necho $! > output/child\nwait\n");
        var output = new StringWriter();
        using var child = RunningChild.Start(
            new()
            {
                Program = Product.Client,
                Arguments = ["gear", "run", gear.Folder, "--input", $"notes={gear.Input}", "--runtime", "host", "--output", gear.Output],
                Environment = gear.Environment,
                NewSession = true,
            },
            (_, bytes) =>
            {
                lock (output)
                {
                    output.Write(System.Text.Encoding.UTF8.GetString(bytes.Span));
                }

                return ValueTask.CompletedTask;
            });
        await Eventually.TrueAsync(() => Written(output).Contains("started\n"), "the gear starts, and what it says is seen at once");

        child.Send(Signal.Interrupt);

        (await child.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(ExitCodes.Interrupted, Written(output));
        Directory.EnumerateFileSystemEntries(gear.Temporary).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_API_key_comes_by_a_variable_and_is_never_seen()
    {
        using var gear = new TrialGear("#!/bin/sh\ncat config.json\nenv\n");
        var manifest = Path.Combine(gear.Folder, "manifest.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"inputs\": {", "\"inputs\": { \"key\": { \"base\": \"api-key\" },", StringComparison.Ordinal));
        var environment = gear.Environment;
        environment["FW_HPC_GEAR_API_KEY"] = "site.example.org:0123456789abcdef";

        var result = await Product.RunAsync(Product.Client, ["gear", "run", manifest, "-i", $"notes={gear.Input}", "--runtime", "host", "-o", gear.Output], environment);

        result.ExitCode.ShouldBe(0, result.Error);
        result.Out.ShouldContain("********");
        result.Out.ShouldNotContain("0123456789abcdef");
        Canary.Absent(gear.In("."), "0123456789abcdef");
    }

    private static string Written(StringWriter output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }

    private static Task<ChildResult> RunAsync(TrialGear gear, string runtime, string? image, params string[] more) => Product.RunAsync(
        Product.Client,
        ["gear", "run", gear.Folder, "--input", $"notes={gear.Input}", "--runtime", runtime, "--output", gear.Output, .. image is null ? (string[])[] : ["--image", image], .. more],
        gear.Environment);
}
