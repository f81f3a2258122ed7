using System.Text;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Tests.Reading;

public sealed class BrokenJsonTests
{
    [Theory]
    [InlineData("", 1, 1, "empty")]
    [InlineData(" \n ", 2, 2, "empty")]
    [InlineData("{\n  'name': 1}", 2, 3, "double quotes")]
    [InlineData("{\n  \"a\": True}", 2, 8, "lower case")]
    [InlineData("{\"a\": None}", 1, 7, "no such value")]
    [InlineData("{\"a\": NaN}", 1, 7, "no such number")]
    [InlineData("{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "not JSON")]
    [InlineData("{\"a\": 1", 1, 8, "not JSON")]
    [InlineData("{\"a\": 1} x", 1, 10, "not JSON")]
    [InlineData("{\"é\": 1,, \"b\": 2}", 1, 9, "not JSON")]
    public void It_is_told_where_and_in_words_for_people(string text, int line, int column, string words)
    {
        var reading = SampleManifest.ReadText(text);

        var fault = reading.Findings.ShouldHaveSingleItem();
        reading.IsValid.ShouldBeFalse();
        fault.Place.ShouldBe(new JsonPlace(line, column));
        fault.Problem.ShouldContain(words);
        fault.Problem.ShouldNotContain("LineNumber");
    }

    [Fact]
    public void Commas_and_comments_that_JSON_does_not_allow_are_named_and_the_rest_is_checked_all_the_same()
    {
        var reading = SampleManifest.ReadText("""
            {
              // the name
              "name": "x",
              "capabilities": ["networking",],
              "surplus": 1,
            }
            """);

        var faults = reading.Faults.Where(fault => fault.Place is not null).ToList();
        faults.Select(fault => fault.Place!.Value.Line).ShouldBe([2, 4, 5, 5]);
        faults.ShouldContain(fault => fault.Problem.Contains("no comments"));
        faults.Count(fault => fault.Problem.Contains("comma")).ShouldBe(2);
        faults.ShouldContain(fault => fault.Path == "$.surplus");
    }

    [Theory]
    [InlineData("[]", "is a list")]
    [InlineData("null", "is null")]
    [InlineData("\"x\"", "is text")]
    public void A_document_that_is_no_object_is_no_manifest(string text, string words) =>
        SampleManifest.ReadText(text).Findings.ShouldHaveSingleItem().Problem.ShouldContain(words);

    [Fact]
    public void A_key_that_stands_twice_is_warned_of_and_has_its_last_value()
    {
        var reading = SampleManifest.ReadText(SampleManifest.Text.Replace("\"url\": \"\",", "\"url\": 1,\n\"url\": \"\",", StringComparison.Ordinal));

        reading.IsValid.ShouldBeTrue();
        var warning = reading.Findings.ShouldHaveSingleItem();
        warning.Path.ShouldBe("$.url");
        warning.Problem.ShouldContain("second time");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told_where()
    {
        var bytes = Encoding.Latin1.GetBytes("{\n \"author\": \"Jos\u00e9\"}");
        ManifestFile.Of("x", bytes).Findings.ShouldHaveSingleItem().Place.ShouldBe(new JsonPlace(2, 16));

        byte[] withMark = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(SampleManifest.Text)];
        ManifestFile.Of("x", withMark).Findings.ShouldHaveSingleItem().Problem.ShouldContain("byte order mark");

        SampleManifest.ReadText(SampleManifest.Text.Replace("Somebody", "\\ud800", StringComparison.Ordinal)).Findings.ShouldHaveSingleItem().Problem.ShouldContain("half of a character");
    }

    [Fact]
    public void Hostile_documents_are_refused_in_words()
    {
        SampleManifest.ReadText(new string('[', 100_000)).Findings.ShouldHaveSingleItem().Problem.ShouldContain("depth");
        foreach (var value in HostileValues.All.Where(value => !value.Contains('\ud800')))
        {
            var name = System.Text.Json.Nodes.JsonValue.Create(value).ToJsonString();
            var findings = SampleManifest.Read($$$"""{"name": {{{name}}}, "inputs": {{{{name}}}: {"base": {{{name}}}}}, "config": {{{{name}}}: {"type": {{{name}}}}}, {{{name}}}: 1}""").Findings;
            findings.ShouldAllBe(finding => !finding.Sentence.Any(char.IsControl));
        }
    }

    [Fact]
    public void A_file_that_is_not_there_or_too_large_is_told()
    {
        using var folder = new TemporaryFolder();
        ManifestFile.Read(folder.In("none.json")).Findings.ShouldHaveSingleItem().Problem.ShouldContain("no such file");
        ManifestFile.Read(folder.Path).Findings.ShouldHaveSingleItem().Problem.ShouldContain("holds no manifest.json");
        File.WriteAllText(folder.In("large.json"), new string(' ', ManifestFile.MaxBytes + 1));
        ManifestFile.Read(folder.In("large.json")).Findings.ShouldHaveSingleItem().Problem.ShouldContain("MiB");
    }

    [Fact]
    public void The_manifest_within_a_document_of_the_exchange_is_checked_with_its_paths()
    {
        var reading = SampleManifest.ReadText($$"""{"exchange": {}, "gear": {{SampleManifest.With("""{"licence": "MIT"}""").ToJsonString()}}}""");

        reading.Faults.ShouldHaveSingleItem().Path.ShouldBe("$.gear.licence");
        reading.Manifest!["name"]!.ToString().ShouldBe("my-gear");
    }
}
