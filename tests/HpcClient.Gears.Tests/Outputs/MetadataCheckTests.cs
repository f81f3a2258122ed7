using System.Text.Json.Nodes;
using HpcClient.Gears.Outputs;

namespace HpcClient.Gears.Tests.Outputs;

public sealed class MetadataCheckTests
{
    [Fact]
    public void Metadata_as_sites_take_it_is_not_spoken_of() => Check("""
        {"acquisition": {"files": [{"name": "a.nii", "type": "nifti", "tags": ["x"], "info": {"a": 1}, "classification": {"Intent": ["Structural"]}}], "info": {}, "tags": []}, "session": {"label": "x"}}
        """).ShouldBeEmpty();

    [Theory]
    [InlineData("""{"acquisiton": {}}""", "$.acquisiton: sites know no such container. Did you mean 'acquisition'?")]
    [InlineData("""{"session": []}""", "$.session: this must be an object")]
    [InlineData("""{"session": {"files": {}}}""", "$.session.files: this must be a list")]
    [InlineData("""{"session": {"files": ["a.nii"]}}""", "$.session.files[0]: this must be an object")]
    [InlineData("""{"session": {"files": [{"type": "nifti"}]}}""", "Add \"name\"")]
    [InlineData("""{"session": {"files": [{"name": "b.nii"}]}}""", "left no file \"b.nii\" in output. Did you mean 'a.nii'?")]
    [InlineData("""{"session": {"files": [{"name": "a.nii", "type": 1}]}}""", "$.session.files[0].type: this must be text")]
    [InlineData("""{"session": {"files": [{"name": "a.nii", "tags": "x"}]}}""", "a list of texts")]
    [InlineData("""{"session": {"files": [{"name": "a.nii", "info": []}]}}""", "$.session.files[0].info: this must be an object")]
    [InlineData("""{"session": {"info": 1}}""", "$.session.info: this must be an object")]
    public void What_looks_odd_is_told(string metadata, string words) => Check(metadata).ShouldHaveSingleItem().ShouldContain(words);

    private static IReadOnlyList<string> Check(string metadata) => MetadataCheck.Of((JsonObject)JsonNode.Parse(metadata)!, ["a.nii"]);
}
