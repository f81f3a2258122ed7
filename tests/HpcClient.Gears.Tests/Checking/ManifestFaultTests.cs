namespace HpcClient.Gears.Tests.Checking;

public sealed class ManifestFaultTests
{
    [Fact]
    public void A_valid_manifest_has_nothing_to_be_said_of_it() => SampleManifest.ReadText(SampleManifest.Text).Findings.ShouldBeEmpty();

    [Theory]
    [InlineData("name")]
    [InlineData("label")]
    [InlineData("version")]
    [InlineData("author")]
    [InlineData("description")]
    [InlineData("license")]
    [InlineData("source")]
    [InlineData("url")]
    [InlineData("inputs")]
    [InlineData("config")]
    public void What_a_manifest_must_have_is_missed(string key)
    {
        var manifest = SampleManifest.Of();
        manifest.Remove(key);

        var fault = SampleManifest.ReadText(manifest.ToJsonString()).Findings.ShouldHaveSingleItem();

        fault.Path.ShouldBe($"$.{key}");
        fault.Problem.ShouldContain("missing");
        fault.Remedy.ShouldNotBeEmpty();
    }

    [Theory]
    // texts
    [InlineData("""{"name": "My Gear"}""", "$.name", "such as \"my-gear\"")]
    [InlineData("""{"name": "gear\n"}""", "$.name", "a-z")]
    [InlineData("""{"name": ""}""", "$.name", "a-z")]
    [InlineData("""{"version": 1.5}""", "$.version", "\"1.5\"")]
    [InlineData("""{"label": null}""", "$.label", "must be text, and is null")]
    [InlineData("""{"cite": ["a"]}""", "$.cite", "must be text, and is a list")]
    [InlineData("""{"command": ["./run"]}""", "$.command", "must be text")]
    [InlineData("""{"maintainer": {}}""", "$.maintainer", "must be text")]
    [InlineData("""{"license": "mit"}""", "$.license", "Did you mean 'MIT'?")]
    [InlineData("""{"license": "Apache 2.0"}""", "$.license", "no licence")]
    [InlineData("""{"license": ""}""", "$.license", "no licence")]
    [InlineData("""{"url": "example.org"}""", "$.url", "https://")]
    [InlineData("""{"source": "see the README"}""", "$.source", "no full address")]
    // keys
    [InlineData("""{"licence": "MIT"}""", "$.licence", "Did you mean 'license'?")]
    [InlineData("""{"Inputs": {}}""", "$.Inputs", "Did you mean 'inputs'?")]
    [InlineData("""{"enviroment": {}}""", "$.enviroment", "Did you mean 'environment'?")]
    [InlineData("""{"my own": 1}""", "$['my own']", "under 'custom'")]
    // inputs
    [InlineData("""{"inputs": {"x": {}}}""", "$.inputs.x.base", "missing")]
    [InlineData("""{"inputs": {"x": "file"}}""", "$.inputs.x", "An input is an object")]
    [InlineData("""{"inputs": {"x": {"base": "api_key"}}}""", "$.inputs.x.base", "Did you mean 'api-key'?")]
    [InlineData("""{"inputs": {"x": {"base": "disk"}}}""", "$.inputs.x.base", "no input of base \"disk\"")]
    [InlineData("""{"inputs": {"x": {"base": 3}}}""", "$.inputs.x.base", "base 3")]
    [InlineData("""{"inputs": {"x": {"base": "file", "optional": "true"}}}""", "$.inputs.x.optional", "true or false")]
    [InlineData("""{"inputs": {"x": {"base": "file", "description": 1}}}""", "$.inputs.x.description", "must be text")]
    [InlineData("""{"inputs": {"x": {"base": "file", "type": "dicom"}}}""", "$.inputs.x.type", "{\"enum\": [\"dicom\"]}")]
    [InlineData("""{"inputs": {"x": {"base": "file", "optonal": true}}}""", "$.inputs.x.optonal", "Did you mean 'optional'?")]
    [InlineData("""{"inputs": {"x": {"base": "file", "type": {"enum": "dicom"}}}}""", "$.inputs.x.type.enum", "[\"dicom\"]")]
    [InlineData("""{"inputs": {"x": {"base": "file", "name": {"pattern": "("}}}}""", "$.inputs.x.name.pattern", "no regular expression")]
    [InlineData("""{"inputs": {"x": {"base": "file", "type": {"type": "dicom"}}}}""", "$.inputs.x.type.type", "no type \"dicom\"")]
    [InlineData("""{"inputs": {"x": {"base": "context", "optional": true}}}""", "$.inputs.x.optional", "takes only base, description")]
    [InlineData("""{"inputs": {"x": {"base": "api-key", "read_only": true}}}""", "$.inputs.x.read_only", "Did you mean 'read-only'?")]
    [InlineData("""{"inputs": {"x": {"base": "api-key", "read-only": "yes"}}}""", "$.inputs.x['read-only']", "true or false")]
    [InlineData("""{"inputs": {"a/b": {"base": "file"}}}""", "$.inputs['a/b']", "no folder")]
    [InlineData("""{"inputs": {"..": {"base": "file"}}}""", "$.inputs['..']", "no folder")]
    // options
    [InlineData("""{"config": {"x": 5}}""", "$.config.x", "An option is an object")]
    [InlineData("""{"config": {"x": {}}}""", "$.config.x.type", "missing")]
    [InlineData("""{"config": {"x": {"type": "int"}}}""", "$.config.x.type", "Did you mean 'integer'?")]
    [InlineData("""{"config": {"x": {"type": "bool", "default": true}}}""", "$.config.x.type", "Did you mean 'boolean'?")]
    [InlineData("""{"config": {"x": {"type": "object"}}}""", "$.config.x.type", "cannot have the type")]
    [InlineData("""{"config": {"x": {"type": ["string", "null"]}}}""", "$.config.x.type", "cannot have the type")]
    [InlineData("""{"config": {"x": {"type": "string", "default": "", "optional": true}}}""", "$.config.x.optional", "cannot have a default and be optional")]
    [InlineData("""{"config": {"x": {"type": "string", "description": 4}}}""", "$.config.x.description", "text")]
    [InlineData("""{"config": {"x": {"type": "string", "enum": "a"}}}""", "$.config.x.enum", "list")]
    [InlineData("""{"config": {"x": {"type": "string", "pattern": "[a"}}}""", "$.config.x.pattern", "no regular expression")]
    [InlineData("""{"config": {"x": {"type": "string", "pattern": 5}}}""", "$.config.x.pattern", "text")]
    [InlineData("""{"config": {"x": {"type": "string", "required": true}}}""", "$.config.x.required", "required when it has neither")]
    [InlineData("""{"config": {"x": {"type": "number", "minimum": "0"}}}""", "$.config.x.minimum", "a number")]
    [InlineData("""{"config": {"x": {"type": "number", "minimum": 0, "exclusiveMinimum": 0}}}""", "$.config.x.exclusiveMinimum", "true or false")]
    [InlineData("""{"config": {"x": {"type": "number", "exclusiveMaximum": true}}}""", "$.config.x.exclusiveMaximum", "beside 'maximum'")]
    [InlineData("""{"config": {"x": {"type": "number", "multipleOf": 0}}}""", "$.config.x.multipleOf", "above 0")]
    [InlineData("""{"config": {"x": {"type": "string", "maxLength": -1}}}""", "$.config.x.maxLength", "from 0")]
    [InlineData("""{"config": {"x": {"type": "array", "items": "string"}}}""", "$.config.x.items", "an object")]
    [InlineData("""{"config": {"x": {"type": "array", "items": {"type": "text"}}}}""", "$.config.x.items.type", "no type \"text\"")]
    // the rest
    [InlineData("""{"environment": ["A=1"]}""", "$.environment", "an object of texts")]
    [InlineData("""{"environment": {"N": 1}}""", "$.environment.N", "\"1\"")]
    [InlineData("""{"capabilities": "networking"}""", "$.capabilities", "[\"networking\"]")]
    [InlineData("""{"capabilities": [1]}""", "$.capabilities[0]", "is text")]
    [InlineData("""{"custom": []}""", "$.custom", "must be an object")]
    [InlineData("""{"output_configuration": true}""", "$.output_configuration", "must be an object")]
    [InlineData("""{"output_configuration": {"enforce_file_version_match": "no"}}""", "$.output_configuration.enforce_file_version_match", "true or false")]
    public void A_fault_names_its_path_and_what_to_do(string change, string path, string words)
    {
        var reading = SampleManifest.Read(change);

        var fault = reading.Findings.ShouldHaveSingleItem();
        fault.Kind.ShouldBe(Gears.Checking.FindingKind.Fault);
        fault.Path.ShouldBe(path);
        $"{fault.Problem} {fault.Remedy}".ShouldContain(words);
        fault.Place.ShouldNotBeNull();
        reading.IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Texts_may_be_as_long_as_the_specification_says_and_are_counted_in_characters()
    {
        SampleManifest.Read($$"""{"label": "{{new string('x', 100)}}", "cite": "{{new string('x', 5000)}}", "author": "{{string.Concat(Enumerable.Repeat("😀", 100))}}"}""").Findings.ShouldBeEmpty();

        var faults = SampleManifest.Read($$"""
            {"name": "{{new string('x', 101)}}", "label": "{{new string('x', 101)}}", "cite": "{{new string('x', 5001)}}", "url": "https://{{new string('x', 1000)}}"}
            """).Findings;
        faults.Select(fault => fault.Path).ShouldBe(["$.name", "$.label", "$.url", "$.cite"], ignoreOrder: true);
        faults.ShouldAllBe(fault => fault.Problem.Contains("at most"));
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_text()
    {
        var faults = SampleManifest.ReadText("""
            {
              "name": "Bad Name",
              "inputs": {"x": {"base": "disk"}},
              "config": {
                "a": {"type": "int"},
                "b": {"type": "string", "default": "", "optional": true}
              },
              "surplus": 1
            }
            """).Faults.ToList();

        faults.Where(fault => fault.Place is null).Select(fault => fault.Path).ShouldBe(["$.label", "$.version", "$.author", "$.description", "$.license", "$.source", "$.url"]);
        faults.Where(fault => fault.Place is not null).Select(fault => (fault.Place!.Value.Line, fault.Place.Value.Column, fault.Path)).ShouldBe(
        [
            (2, 3, "$.name"), (3, 20, "$.inputs.x.base"), (5, 11, "$.config.a.type"), (6, 44, "$.config.b.optional"), (8, 3, "$.surplus"),
        ]);
    }
}
