using System.Text.Json.Nodes;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>Whether the bounds of a schema fit together.</summary>
internal static class BoundRules
{
    private static readonly (string Low, string High)[] Pairs = [("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems")];
    private static readonly (string Flag, string Of)[] Exclusive = [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")];

    /// <summary>Checks those of <paramref name="schema"/>.</summary>
    public static void Check(JsonObject schema, string path, FindingList findings)
    {
        foreach (var (low, high) in Pairs)
        {
            if (schema[low].AsNumber() is { } least && schema[high].AsNumber() is { } most && least > most)
            {
                findings.Warn(JsonPaths.Member(path, low), $"'{low}' {schema[low].Show()} is above '{high}' {schema[high].Show()}, so no value fits.", "Change one of them.");
            }
        }

        foreach (var (flag, of) in Exclusive)
        {
            if (schema[flag].AsFlag() is not null && !schema.ContainsKey(of))
            {
                findings.Fault(JsonPaths.Member(path, flag), $"JSON schema (draft 4) allows this only beside '{of}'.", $"Add '{of}', or leave it out.");
            }
        }
    }
}
