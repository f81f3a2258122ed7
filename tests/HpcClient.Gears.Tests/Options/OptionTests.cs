using System.Text.Json.Nodes;
using HpcClient.Gears.Options;

namespace HpcClient.Gears.Tests.Options;

public sealed class OptionTests
{
    [Theory]
    [InlineData("speed", "3", "3")]
    [InlineData("factor", "1e3", "1000")]
    [InlineData("debug", "True", "true")]
    [InlineData("mode", "a", "\"a\"")]
    [InlineData("points", "1, 2.5", "[1,2.5]")]
    [InlineData("points", "[1]", "[1]")]
    public void Text_becomes_a_value_of_the_option_s_type(string option, string text, string json)
    {
        var faults = new List<string>();

        var values = OptionValues.Read(SampleManifest.Of(), new Dictionary<string, string> { [option] = text }, faults);

        faults.ShouldBeEmpty();
        values[option]!.ToJsonString().ShouldBe(json);
    }

    [Theory]
    [InlineData("speed", "fast", "is no integer")]
    [InlineData("speed", "2.5", "is no integer")]
    [InlineData("speed", "9", "9 must be at most 5")]
    [InlineData("factor", "NaN", "is no number")]
    [InlineData("debug", "yes", "true or false")]
    [InlineData("mode", "c", "must be one of 'a', 'b'")]
    [InlineData("points", "1,x", "list of number values")]
    [InlineData("points", "[1", "list of number values")]
    [InlineData("sped", "1", "Did you mean 'speed'?")]
    public void What_is_no_value_of_the_option_is_told(string option, string text, string words)
    {
        var faults = new List<string>();

        OptionValues.Read(SampleManifest.Of(), new Dictionary<string, string> { [option] = text }, faults).ShouldBeEmpty();

        faults.ShouldHaveSingleItem().ShouldContain(words);
    }

    [Theory]
    [InlineData("""{"type": "number", "minimum": 0, "exclusiveMinimum": true}""", "0", "must be above 0")]
    [InlineData("""{"type": "number", "maximum": 1, "exclusiveMaximum": true}""", "1", "must be below 1")]
    [InlineData("""{"type": "number", "multipleOf": 0.1}""", "0.3", null)]
    [InlineData("""{"type": "number", "multipleOf": 2}""", "3", "must be a multiple of 2")]
    [InlineData("""{"type": "string", "minLength": 2}""", "\"😀\"", "at least 2")]
    [InlineData("""{"type": "string", "pattern": "^a"}""", "\"b\"", "must match ^a")]
    [InlineData("""{"type": "string", "pattern": "^(a+)+$"}""", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\"", null)]
    [InlineData("""{"type": "array", "maxItems": 1}""", "[1,2]", "at most 1")]
    [InlineData("""{"type": "array", "items": {"type": "integer"}}""", "[1,\"x\"]", "[1] must be of type integer")]
    [InlineData("""{"type": "integer"}""", "2.0", null)]
    public void A_value_is_held_against_its_piece_of_schema(string option, string value, string? words)
    {
        var fault = OptionCheck.Fault((JsonObject)JsonNode.Parse(option)!, JsonNode.Parse(value));

        if (words is null)
        {
            fault.ShouldBeNull();
        }
        else
        {
            fault.ShouldNotBeNull().ShouldContain(words);
        }
    }
}
