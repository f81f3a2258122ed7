using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images;
using HpcClient.Engine.Inputs;
using HpcClient.Engine.Layout;
using HpcClient.Flywheel.Gears;
using HpcClient.Flywheel.Jobs;
using HpcClient.Flywheel.Json;

namespace HpcClient.Engine.Tests.Hostile;

/// <summary>Jobs and manifests as nobody but an attacker would write them.</summary>
public sealed class HostileDocumentTests
{
    public static TheoryData<string> Paths() => ["../evil", "..", ".", "", "/etc/passwd", "a/../../b", "a\0b", "input/../../x", new string('n', 300)];

    public static TheoryData<string> Variables() =>
        ["", "A=B", "LD PRELOAD", "BASH_FUNC_id%%", "A\nB", "A\0", "1A", "A-B", "$(id)", "А", "A;B", "PATH "];

    // They look like names of images and would be taken for options, paths, other hosts or more than one word.
    public static TheoryData<string> Images() =>
    [
        "docker://--privileged", "docker://-v", "docker://a b", "docker://a\tb", "docker://a;id", "docker://$(id)", "docker://`id`", "docker://a\n--net=host", "docker://../etc", "docker:///etc/passwd",
        "docker://a//b", "docker://a@sha256:zz", "docker://a:b:c", "docker://user:pass@host/a", "docker://a?x", "docker://a#b", "docker://ａ", "oras://--x", "oras://a|b", "containers-storage:[/tmp]a", "containers-storage:../a",
        "file://etc/x.sif", "file:///etc/passwd", "file:///a\n.sif", "http://host/x.tgz", "ftp://host/x.tgz", "dir:/etc", "docker-archive:/etc/x", "library://a/b", "shub://a/b", "instance://x", "/bin/sh", "sh", "-", "",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public void An_input_that_would_lie_elsewhere_is_refused(string name)
    {
        foreach (var (key, file) in ((string, string)[])[("input", name), (name, "file.txt")])
        {
            var job = Job(new()
            {
                ["inputs"] = new JsonObject
                {
                    [key] = new JsonObject
                    {
                        ["base"] = "file", ["location"] = new JsonObject { ["name"] = file }, ["hierarchy"] = new JsonObject { ["type"] = "acquisition", ["id"] = "x" },
                    }
                }
            });
            Should.Throw<EngineFault>(() => InputPlan.Of(job)).Message.ShouldContain("cannot be stored as one file");
        }
    }

    [Theory]
    [MemberData(nameof(Variables))]
    public void A_variable_that_no_program_could_be_given_is_refused(string name)
    {
        var manifest = new GearManifest { Name = "x", Environment = new Dictionary<string, string> { [name] = "1" } };
        Should.Throw<EngineFault>(() => GearCommandPlan.Of(Job([]), manifest, AllottedResources.From(new Dictionary<string, string>()))).Message.ShouldContain("no program could be given");
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void An_image_that_is_more_than_a_name_is_refused(string url)
    {
        var gear = new GearDocument { Exchange = new() { RootfsUrl = url }, Gear = new() { Name = "x" } };
        ImageReference.Read(gear, out _).ShouldNotBeNull(url);
    }

    [Fact]
    public void No_hostile_value_passes_for_the_name_of_an_image()
    {
        foreach (var value in HostileValues.All)
        {
            if (ImageReference.Read($"docker://{value}", null, out var image) is null)
            {
                // What passes is nothing but letters, digits and what stands between them in names.
                image!.Source.ShouldMatch("^[A-Za-z0-9][A-Za-z0-9./_:-]*$");
            }
        }
    }

    [Theory]
    [InlineData("relative")]
    [InlineData("/a\n/b")]
    [InlineData("--pwd=/")]
    public void A_working_folder_that_is_no_path_is_refused(string folder)
    {
        var job = Job([], new() { ["target"] = new JsonObject { ["command"] = new JsonArray("bash", "-c", "true"), ["dir"] = folder, ["env"] = new JsonObject() } });
        Should.Throw<EngineFault>(() => GearCommandPlan.Of(job, new() { Name = "x" }, AllottedResources.From(new Dictionary<string, string>())));
    }

    private static FlywheelJob Job(JsonObject config, JsonObject? request = null)
    {
        var job = new JsonObject { ["id"] = "65a0c0ffee00000000000001", ["state"] = "running", ["config"] = config };
        if (request is not null)
        {
            job["request"] = request;
        }

        return job.Deserialize(FlywheelJson.Default.FlywheelJob)!;
    }
}
