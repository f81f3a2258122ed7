using HpcClient.Gears.Checking;

namespace HpcClient.Gears.Tests.Checking;

public sealed class ManifestWarningTests
{
    [Theory]
    [InlineData("""{"label": ""}""", "$.label", "empty")]
    [InlineData("""{"license": "GPL-3.0-or-later"}""", "$.license", "older site")]
    [InlineData("""{"license": "Unlicense"}""", "$.license", "older site")]
    [InlineData("""{"url": "https://example.org/a b"}""", "$.url", "%20")]
    [InlineData("""{"inputs": {"an input": {"base": "file"}}}""", "$.inputs['an input']", "Rename")]
    [InlineData("""{"inputs": {"x": {"base": "file", "typ": {"enum": ["dicom"]}}}}""", "$.inputs.x.typ", "Did you mean 'type'?")]
    [InlineData("""{"inputs": {"x": {"base": "file", "type": {"enum": []}}}}""", "$.inputs.x.type.enum", "no value fits")]
    [InlineData("""{"config": {"x": {"type": "number", "default": "104"}}}""", "$.config.x.default", "must be of type number")]
    [InlineData("""{"config": {"x": {"type": "string", "enum": ["a"], "default": "b"}}}""", "$.config.x.default", "must be one of 'a'")]
    [InlineData("""{"config": {"x": {"type": "string", "defualt": "b"}}}""", "$.config.x.defualt", "Did you mean 'default'?")]
    [InlineData("""{"config": {"x": {"type": "string", "optional": "yes"}}}""", "$.config.x.optional", "without quotes")]
    [InlineData("""{"config": {"x": {"type": "string", "default": "", "optional": false}}}""", "$.config.x.optional", "Older sites")]
    [InlineData("""{"config": {"x": {"type": "array"}}}""", "$.config.x", "items")]
    [InlineData("""{"config": {"x": {"type": "integer", "enum": [1, "2"]}}}""", "$.config.x.enum", "never be chosen")]
    [InlineData("""{"config": {"x": {"type": "string", "enum": ["a", "a"]}}}""", "$.config.x.enum", "twice")]
    [InlineData("""{"config": {"x": {"type": "integer", "minimum": 5, "maximum": 1}}}""", "$.config.x.minimum", "no value fits")]
    [InlineData("""{"environment": {"A-B": ""}}""", "$.environment['A-B']", "refuses")]
    [InlineData("""{"capabilities": ["networkin"]}""", "$.capabilities[0]", "Did you mean 'networking'?")]
    [InlineData("""{"output_configuration": {"enforce": true}}""", "$.output_configuration.enforce", "knows only")]
    [InlineData("""{"custom": {"gear-builder": {"category": "convertor"}}}""", "$.custom['gear-builder'].category", "Did you mean 'converter'?")]
    [InlineData("""{"custom": {"flywheel": {"uid": "root"}}}""", "$.custom.flywheel.uid", "no effect")]
    [InlineData("""{"custom": {"flywheel": {"invalid": true}}}""", "$.custom.flywheel.invalid", "no site")]
    public void What_is_odd_but_allowed_is_a_warning(string change, string path, string words)
    {
        var reading = SampleManifest.Read(change);

        var warning = reading.Findings.ShouldHaveSingleItem();
        warning.Kind.ShouldBe(FindingKind.Warning);
        warning.Path.ShouldBe(path);
        $"{warning.Problem} {warning.Remedy}".ShouldContain(words);
        reading.IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"flywheel": "0"}""")]
    [InlineData("""{"flywheel": {"suite": "x"}}""")]
    [InlineData("""{"custom": {"flywheel": {"classification": ["fMRI"], "uid": 1000}, "own": [1]}}""")]
    [InlineData("""{"license": "Flywheel MSA"}""")]
    [InlineData("""{"source": "", "cite": "", "maintainer": "", "command": ""}""")]
    [InlineData("""{"environment": {}, "capabilities": ["networking"], "output_configuration": {"enforce_file_version_match": true}}""")]
    [InlineData("""{"config": {"x": {"type": "string", "id": "-g", "title": "X", "order": 3}}}""")]
    [InlineData("""{"config": {"x": {"type": "string", "pattern": "(?P<a>b)"}}}""")]
    [InlineData("""{"config": {"x": {"type": "number", "default": 20, "exclusiveMaximum": true, "maximum": 100, "multipleOf": 10}}}""")]
    [InlineData("""{"config": {"x": {"type": "string", "default": "Example 2", "maxLength": 15, "minLength": 2}, "y": {"type": "number", "default": 6}}}""")]
    [InlineData("""{"inputs": {"text": {"base": "file", "optional": true, "name": {"pattern": "^.*.txt$"}, "size": {"maximum": 100000}}}}""")]
    public void What_the_specification_allows_is_not_spoken_of(string change) => SampleManifest.Read(change).Findings.ShouldBeEmpty();

    [Fact]
    public void A_folder_whose_gear_is_started_by_run_must_have_it()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.In("manifest.json"), SampleManifest.Text);
        Reading(folder).ShouldContain("no file 'run'");

        File.WriteAllText(folder.In("run"), "#!/bin/sh\n");
        Reading(folder).ShouldContain("chmod +x");

        ExecutableScript.Write(folder.In("run"), "#!/bin/sh\n");
        Reading(folder).ShouldBeEmpty();

        File.Delete(folder.In("run"));
        File.WriteAllText(folder.In("manifest.json"), SampleManifest.With("""{"command": "python run.py"}""").ToJsonString());
        Reading(folder).ShouldBeEmpty();
    }

    private static string Reading(TemporaryFolder folder) =>
        string.Concat(Gears.Reading.ManifestFile.Read(folder.Path).Findings.Select(finding => finding.Sentence));
}
