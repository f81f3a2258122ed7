using System.Text.Json.Nodes;
using HpcClient.Gears.Invocations;

namespace HpcClient.Gears.Tests.Invocations;

public sealed class InvocationTests : IDisposable
{
    private const string RunId = "5a0000000000000000000001";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_config_has_the_shape_that_it_has_on_a_node()
    {
        var invocation = Build(new()
        {
            RunId = RunId,
            Inputs = new Dictionary<string, string> { ["dicom"] = File("a b.dicom.zip", "1234567") },
            Options = new Dictionary<string, string> { ["factor"] = "0.5", ["mode"] = "b" },
            Context = new Dictionary<string, string> { ["license_code"] = "ABC" },
            ApiKey = "site:key",
        });

        invocation.Faults.ShouldBeEmpty();
        invocation.Missing.ShouldBeEmpty();
        invocation.Notes.ShouldBeEmpty();
        invocation.Files.ShouldBe(new Dictionary<string, string> { ["dicom"] = _folder.In("a b.dicom.zip") });
        JsonNode.DeepEquals(invocation.Config, JsonNode.Parse("""
            {
              "config": {"speed": 2, "mode": "b", "factor": 0.5, "debug": false},
              "inputs": {
                "dicom": {
                  "base": "file",
                  "hierarchy": {"type": "acquisition", "id": "000000000000000000000000"},
                  "location": {"name": "a b.dicom.zip", "path": "/flywheel/v0/input/dicom/a b.dicom.zip"},
                  "object": {"type": "dicom", "mimetype": "application/zip", "modality": null, "size": 7, "info": {}, "tags": [], "measurements": [], "classification": {}}
                },
                "api-key": {"base": "api-key", "key": "site:key"},
                "license_code": {"base": "context", "found": true, "value": "ABC"}
              },
              "destination": {"type": "acquisition", "id": "000000000000000000000000"}
            }
            """)).ShouldBeTrue(ConfigText.Of(invocation.Config));
    }

    [Fact]
    public void What_is_wrong_and_what_is_missing_is_told_all_at_once()
    {
        var invocation = Build(new()
        {
            RunId = RunId,
            Inputs = new Dictionary<string, string> { ["dicm"] = "x", ["extra"] = _folder.In("none"), ["api-key"] = "y", ["license_code"] = "z" },
            Options = new Dictionary<string, string> { ["speed"] = "9" },
            Context = new Dictionary<string, string> { ["dicom"] = "x" },
        });

        invocation.Faults.ShouldContain(fault => fault.Contains("Did you mean 'dicom'?"));
        invocation.Faults.ShouldContain(fault => fault.Contains("there is no file"));
        invocation.Faults.ShouldContain(fault => fault.Contains("'api-key' takes no file"));
        invocation.Faults.ShouldContain(fault => fault.Contains("--context license_code=VALUE"));
        invocation.Faults.ShouldContain(fault => fault.Contains("at most 5"));
        invocation.Faults.ShouldContain(fault => fault.Contains("no input 'dicom' of base context"));
        invocation.Faults.Count.ShouldBe(6);
        invocation.Missing.ShouldBe(["The gear needs the option 'factor' (number), which has no default: --config factor=VALUE.", "The gear needs the input 'dicom': --input dicom=FILE."]);
    }

    [Fact]
    public void A_folder_is_no_input() =>
        Build(new() { RunId = RunId, Inputs = new Dictionary<string, string> { ["dicom"] = _folder.Path } }).Faults.ShouldHaveSingleItem().ShouldContain("Zip it");

    [Fact]
    public void A_file_of_another_kind_than_the_gear_asks_for_is_noted()
    {
        var notes = Build(new() { RunId = RunId, Inputs = new Dictionary<string, string> { ["dicom"] = File("t1.nii.gz", "x") } }).Notes;

        notes.ShouldContain(note => note.Contains("must be one of 'dicom', and that of t1.nii.gz is \"nifti\""));
    }

    [Fact]
    public void What_a_site_knows_of_a_file_may_lie_beside_it()
    {
        var file = File("scan.dcm", "x");
        File("scan.dcm.flywheel.json", """{"modality": "MR", "info": {"EchoTime": 0.03}}""");

        var record = Build(new() { RunId = RunId, Inputs = new Dictionary<string, string> { ["dicom"] = file } }).Config["inputs"]!["dicom"]!["object"]!;

        record["modality"]!.ToString().ShouldBe("MR");
        record["info"]!["EchoTime"]!.GetValue<double>().ShouldBe(0.03);
        record["type"]!.ToString().ShouldBe("dicom");
    }

    [Fact]
    public void A_config_that_was_written_gives_the_same_config_again()
    {
        var first = Build(new() { RunId = RunId, Options = new Dictionary<string, string> { ["factor"] = "0.25", ["points"] = "1,2", ["debug"] = "true" } });
        var read = (JsonObject)JsonNode.Parse(ConfigText.BytesOf(first.Config))!;

        var second = Build(new() { RunId = RunId, Values = (JsonObject)read["config"]!, Options = new Dictionary<string, string> { ["debug"] = "false" } });

        second.Faults.ShouldBeEmpty();
        second.Config["config"]!["debug"]!.GetValue<bool>().ShouldBeFalse();
        second.Config["config"]!["debug"] = true;
        JsonNode.DeepEquals(second.Config, first.Config).ShouldBeTrue();
    }

    [Fact]
    public void Values_of_a_config_file_are_checked_as_well()
    {
        var values = (JsonObject)JsonNode.Parse("""{"factor": "x", "sped": 1}""")!;

        var faults = Build(new() { RunId = RunId, Values = values }).Faults;

        faults.Count.ShouldBe(2);
        faults.ShouldContain(fault => fault.Contains("'factor' is \"x\"") && fault.Contains("must be of type number"));
        faults.ShouldContain(fault => fault.Contains("Did you mean 'speed'?"));
    }

    [Fact]
    public void The_run_is_named_to_gears_that_ask_and_an_analysis_has_its_own_destination()
    {
        var config = new InvocationBuilder(SampleManifest.With("""{"custom": {"flywheel": {"show-job": true}, "gear-builder": {"category": "analysis"}}}"""))
            .Build(new() { RunId = RunId }).Config;

        config["job"]!["id"]!.ToString().ShouldBe(RunId);
        config["destination"]!["type"]!.ToString().ShouldBe("analysis");
        config["inputs"]!["license_code"]!.ToJsonString().ShouldBe("""{"base":"context","found":false}""");
    }

    private static GearInvocation Build(GivenInvocation given) => new InvocationBuilder(SampleManifest.Of()).Build(given);

    private string File(string name, string content)
    {
        System.IO.File.WriteAllText(_folder.In(name), content);
        return _folder.In(name);
    }
}
