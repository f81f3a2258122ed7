using System.Text.Json.Nodes;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>
/// Checks a gear's manifest against the gear specification (0.3.0, and the JSON schema that the specification comes with), all
/// of it at once. What the specification allows is never a fault, however odd it looks: then it is a warning.
/// </summary>
public static class ManifestCheck
{
    /// <summary>The keys that a manifest may have.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "name", "label", "version", "author", "description", "license", "source", "url", "inputs", "config", "maintainer", "cite",
        "environment", "command", "capabilities", "custom", "output_configuration", "flywheel",
    ];

    /// <summary>What is to be said of <paramref name="manifest"/>; no faults among it when it is valid.</summary>
    public static IReadOnlyList<ManifestFinding> Of(JsonObject manifest)
    {
        var findings = new FindingList();
        Check(manifest, JsonPaths.Root, findings);
        return findings.All;
    }

    /// <summary>The same, where the manifest is a part of a document.</summary>
    internal static void Check(JsonObject manifest, string root, FindingList findings)
    {
        foreach (var (key, _) in manifest.Where(member => !Keys.Contains(member.Key)))
        {
            findings.Fault(JsonPaths.Member(root, key), "A manifest has no such key.", $"{NearestKey.Question(key, Keys)}Put what is your own under 'custom', or remove it.");
        }

        TextRules.Check(manifest, root, findings);
        InputRules.Check(manifest, root, findings);
        OptionRules.Check(manifest, root, findings);
        SurroundingRules.Check(manifest, root, findings);
    }
}
