using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>The rules for what surrounds a run: environment, capabilities, the parts for sites and tools.</summary>
internal static partial class SurroundingRules
{
    /// <summary>Kinds of gears that sites know.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["analysis", "converter", "utility", "classifier", "qa"];

    /// <summary>Checks all of them.</summary>
    public static void Check(JsonObject manifest, string root, FindingList findings)
    {
        if (manifest.TryGetPropertyValue("environment", out var environment))
        {
            CheckEnvironment(environment, JsonPaths.Member(root, "environment"), findings);
        }

        if (manifest.TryGetPropertyValue("capabilities", out var capabilities))
        {
            CheckCapabilities(capabilities, JsonPaths.Member(root, "capabilities"), findings);
        }

        if (manifest.TryGetPropertyValue("output_configuration", out var output))
        {
            CheckOutput(output, JsonPaths.Member(root, "output_configuration"), findings);
        }

        if (manifest.TryGetPropertyValue("custom", out var custom))
        {
            CheckCustom(custom, JsonPaths.Member(root, "custom"), findings);
        }
    }

    private static void CheckEnvironment(JsonNode? node, string path, FindingList findings)
    {
        if (node is not JsonObject variables)
        {
            findings.Fault(path, $"This must be an object of texts, and is {node.Kind()}.", "Write {\"NAME\": \"value\"}, or leave the key out.");
            return;
        }

        foreach (var (name, value) in variables)
        {
            var at = JsonPaths.Member(path, name);
            if (value.AsText() is not { } text)
            {
                findings.Fault(at, $"The value of a variable must be text, and is {value.Kind()}.", value is JsonValue ? $"Put it in quotes: \"{value.Show()}\"." : "Write it as text.");
            }
            else if (text.Contains('\0', StringComparison.Ordinal))
            {
                findings.Warn(at, "The value holds a NUL character, which no variable can have; this client refuses to run such a gear.", "Remove it.");
            }

            if (!VariableName().IsMatch(name))
            {
                findings.Warn(at, "No shell knows a variable of this name; this client refuses to run such a gear.", "Use letters, digits and '_', and begin with none of the digits.");
            }
        }
    }

    private static void CheckCapabilities(JsonNode? node, string path, FindingList findings)
    {
        if (node is not JsonArray capabilities)
        {
            findings.Fault(path, $"This must be a list of texts, and is {node.Kind()}.", "Write [\"networking\"], or leave the key out.");
            return;
        }

        for (var i = 0; i < capabilities.Count; i++)
        {
            var at = JsonPaths.Element(path, i);
            if (capabilities[i].AsText() is not { } capability)
            {
                findings.Fault(at, $"A capability is text, and this is {capabilities[i].Kind()}.", "Write \"networking\", or remove it.");
            }
            else if (capability != "networking")
            {
                findings.Warn(
                    at,
                    $"The specification defines only 'networking', and what runs gears must refuse one that asks for anything else: {capabilities[i].Show()}.",
                    $"{NearestKey.Question(capability, ["networking"])}Remove it unless your site told you to have it.");
            }
        }
    }

    private static void CheckOutput(JsonNode? node, string path, FindingList findings)
    {
        const string Match = "enforce_file_version_match";
        if (node is not JsonObject output)
        {
            findings.Fault(path, $"This must be an object, and is {node.Kind()}.", $"Write {{\"{Match}\": true}}, or leave the key out.");
            return;
        }

        foreach (var (key, value) in output)
        {
            var at = JsonPaths.Member(path, key);
            if (key != Match)
            {
                findings.Warn(at, $"The specification knows only '{Match}' here.", $"{NearestKey.Question(key, [Match])}Remove it unless your site told you to have it.");
            }
            else if (value.AsFlag() is null)
            {
                findings.Fault(at, $"This must be true or false, and is {value.Kind()}.", "Write true or false.");
            }
        }
    }

    private static void CheckCustom(JsonNode? node, string path, FindingList findings)
    {
        if (node is not JsonObject custom)
        {
            findings.Fault(path, $"This must be an object, and is {node.Kind()}.", "Write {}, or leave the key out.");
            return;
        }

        var category = (custom["gear-builder"] as JsonObject)?["category"];
        if (category is not null && !(category.AsText() is { } word && Categories.Contains(word)))
        {
            findings.Warn(
                JsonPaths.Member(JsonPaths.Member(path, "gear-builder"), "category"),
                $"Sites know no category {category.Show()}.",
                $"{NearestKey.Question(category.AsText() ?? "", Categories)}They know {string.Join(", ", Categories)}.");
        }

        var flywheel = custom["flywheel"] as JsonObject;
        foreach (var key in new[] { "uid", "gid" })
        {
            if (flywheel?[key] is { } id && !(id.AsWhole() is >= 0 and <= uint.MaxValue))
            {
                findings.Warn(JsonPaths.Member(JsonPaths.Member(path, "flywheel"), key), $"This is no user or group number but {id.Kind()}, so it has no effect.", "Write a whole number.");
            }
        }

        if (flywheel?["invalid"].AsFlag() == true)
        {
            findings.Warn(JsonPaths.Member(JsonPaths.Member(path, "flywheel"), "invalid"), "A gear that is marked invalid is run by no site.", "Remove the mark to run it.");
        }
    }

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z")]
    private static partial Regex VariableName();
}
