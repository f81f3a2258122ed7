using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.EndToEnd.Tests.Machine;

namespace HpcClient.EndToEnd.Tests.Gears;

/// <summary><c>gear validate</c> and <c>gear config</c> through the program.</summary>
public sealed class GearManifestTests
{
    [Fact]
    public async Task Validate_tells_faults_as_a_compiler_does_and_programs_as_JSON()
    {
        using var gear = new TrialGear("#!/bin/sh\n");
        var faulty = gear.In("faulty.json");
        File.WriteAllText(faulty, File.ReadAllText(Path.Combine(gear.Folder, "manifest.json")).Replace("\"Other\"", "\"mit\"", StringComparison.Ordinal));

        var text = await Product.ClientAsync("gear", "validate", gear.Folder, faulty);
        text.ExitCode.ShouldBe(ExitCodes.Settings);
        text.Out.ShouldContain($"{gear.Folder}/manifest.json: valid\n");
        text.Out.ShouldContain($"{faulty}:3:3: fault: $.license: ");
        text.Out.ShouldContain("Did you mean 'MIT'?");
        text.Out.ShouldContain($"{faulty}: 1 fault\n");

        var json = await Product.ClientAsync("gear", "validate", "--json", gear.Folder, faulty);
        json.ExitCode.ShouldBe(ExitCodes.Settings);
        using var document = JsonDocument.Parse(json.Out);
        document.RootElement[0].GetProperty("valid").GetBoolean().ShouldBeTrue();
        var fault = document.RootElement[1].GetProperty("faults")[0];
        fault.GetProperty("path").GetString().ShouldBe("$.license");
        fault.GetProperty("line").GetInt32().ShouldBe(3);

        (await Product.ClientAsync("gear", "validate", gear.Folder)).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Warnings_are_faults_where_one_asks_for_it()
    {
        using var gear = new TrialGear("#!/bin/sh\n");
        File.Delete(Path.Combine(gear.Folder, "run"));

        (await Product.ClientAsync("gear", "validate", gear.Folder)).ExitCode.ShouldBe(0);
        var strict = await Product.ClientAsync("gear", "validate", "--strict", gear.Folder);
        strict.ExitCode.ShouldBe(ExitCodes.Settings);
        strict.Out.ShouldContain("valid, 1 warning");
    }

    [Fact]
    public async Task A_config_that_was_written_is_what_a_run_reads()
    {
        using var gear = new TrialGear("#!/bin/sh\ncp config.json output/seen.json\n");
        var file = gear.In("config.json");

        var written = await Product.ClientAsync("gear", "config", gear.Folder, "--input", $"notes={gear.Input}", "--config", "words=a \"b\" é", "--output", file);
        written.ExitCode.ShouldBe(0, written.Error);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var printed = await Product.ClientAsync("gear", "config", gear.Folder, "--config-file", file, "--input", $"notes={gear.Input}");
        printed.Out.ShouldBe(File.ReadAllText(file));

        var run = await Product.RunAsync(
            Product.Client, ["gear", "run", gear.Folder, "--config-file", file, "-i", $"notes={gear.Input}", "--runtime", "host", "-o", gear.Output], gear.Environment);
        run.ExitCode.ShouldBe(0, run.Error);
        var (seen, given) = (Json(Path.Combine(gear.Output, "seen.json")), Json(file));
        JsonNode.DeepEquals(seen["config"], given["config"]).ShouldBeTrue();
        JsonNode.DeepEquals(seen["inputs"]!["notes"]!["object"], given["inputs"]!["notes"]!["object"]).ShouldBeTrue();
        JsonNode.DeepEquals(seen["destination"], given["destination"]).ShouldBeTrue();
    }

    [Fact]
    public async Task Config_of_a_manifest_alone_has_the_defaults_and_says_what_is_missing()
    {
        using var gear = new TrialGear("#!/bin/sh\n");

        var result = await Product.ClientAsync("gear", "config", Path.Combine(gear.Folder, "manifest.json"));

        result.ExitCode.ShouldBe(0);
        JsonNode.Parse(result.Out)!["config"]!.ToJsonString().ShouldBe("""{"code":0}""");
        result.Error.ShouldContain("--input notes=FILE");
        (await Product.ClientAsync("gear", "config", gear.Folder, "--config", "code=1000")).Error.ShouldContain("must be at most 100");
    }

    [Fact]
    public async Task The_gears_of_the_embedded_site_have_a_place_of_their_own()
    {
        (await Product.ClientAsync("gear", "--help")).Out.ShouldContain("fw-hpc-client site gear");
        (await Product.ClientAsync("site", "gear", "--help")).Out.ShouldContain("fw-hpc-client gear");
        var old = await Product.ClientAsync("gear", "run", "count-lines", "--output", "/nonexistent/x");
        old.ExitCode.ShouldBe(ExitCodes.Settings);
        old.Error.ShouldContain("fw-hpc-client site gear run");
    }

    private static JsonNode Json(string file) => JsonNode.Parse(File.ReadAllText(file))!;
}
