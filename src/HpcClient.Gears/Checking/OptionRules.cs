using System.Text.Json.Nodes;
using HpcClient.Gears.Options;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>The rules for options (<c>config</c>).</summary>
internal static class OptionRules
{
    /// <summary>Types that an option may have.</summary>
    private static readonly string[] Types = ["string", "integer", "number", "boolean", "array"];

    private static readonly string[] Keys = [.. SchemaKeywords.All, "optional"];

    // What other languages call them.
    private static readonly Dictionary<string, string> Meant = new(StringComparer.OrdinalIgnoreCase)
    {
        ["str"] = "string", ["text"] = "string", ["file"] = "string", ["int"] = "integer", ["long"] = "integer", ["float"] = "number",
        ["double"] = "number", ["bool"] = "boolean", ["list"] = "array",
    };

    /// <summary>Checks all of them.</summary>
    public static void Check(JsonObject manifest, string root, FindingList findings)
    {
        if (!manifest.TryGetPropertyValue("config", out var node))
        {
            findings.Missing(root, "config", "Write {} when there are no options.");
            return;
        }

        var path = JsonPaths.Member(root, "config");
        if (node is not JsonObject options)
        {
            findings.Fault(path, $"This must be an object, and is {node.Kind()}.", "Write {} when there are no options.");
            return;
        }

        foreach (var (name, value) in options)
        {
            var at = JsonPaths.Member(path, name);
            if (value is JsonObject option)
            {
                CheckOption(option, at, findings);
            }
            else
            {
                findings.Fault(at, $"An option is an object, and this is {value.Kind()}.", "Write {\"type\": \"string\", \"description\": \"…\"}; a value to begin with goes under 'default'.");
            }
        }
    }

    private static void CheckOption(JsonObject option, string path, FindingList findings)
    {
        CheckType(option, path, findings);
        SchemaRules.CheckAllButType(option, path, findings);
        foreach (var (key, _) in option.Where(member => !Keys.Contains(member.Key)))
        {
            if (NearestKey.Of(key, Keys) is { } near)
            {
                findings.Warn(JsonPaths.Member(path, key), "JSON schema has no such keyword, so it has no effect.", $"Did you mean '{near}'?");
            }
        }

        CheckOptional(option, path, findings);
        CheckDefault(option, path, findings);
        CheckValues(option, path, findings);
    }

    private static void CheckType(JsonObject option, string path, FindingList findings)
    {
        if (!option.TryGetPropertyValue("type", out var type))
        {
            findings.Missing(path, "type", $"Write one of {string.Join(", ", Types)}.");
        }
        else if (!(type.AsText() is { } word && Types.Contains(word)))
        {
            var near = Meant.TryGetValue(type.AsText() ?? "", out var meant) ? $"Did you mean '{meant}'? " : NearestKey.Question(type.AsText() ?? "", Types);
            findings.Fault(JsonPaths.Member(path, "type"), $"An option cannot have the type {type.Show()}.", $"{near}It may be {string.Join(", ", Types)}.");
        }
        else if (word == "array" && !option.ContainsKey("items"))
        {
            findings.Warn(path, "The list does not say what it is a list of.", "Add \"items\": {\"type\": \"string\"}, or another type.");
        }
    }

    private static void CheckOptional(JsonObject option, string path, FindingList findings)
    {
        if (!option.TryGetPropertyValue("optional", out var optional))
        {
            return;
        }

        var at = JsonPaths.Member(path, "optional");
        if (optional.AsFlag() is not { } flag)
        {
            findings.Warn(at, $"This must be true or false to have an effect, and is {optional.Kind()}.", "Write true or false, without quotes.");
        }
        else if (option.ContainsKey("default") && flag)
        {
            findings.Fault(at, "An option cannot have a default and be optional as well: with a default it always has a value.", "Remove 'optional', or remove 'default'.");
        }
        else if (option.ContainsKey("default"))
        {
            findings.Warn(at, "Older sites refuse 'optional' beside 'default', even as false.", "Remove 'optional': it says nothing more.");
        }
    }

    // Real gears have such defaults, and sites take them: a job that keeps one gets it as it is.
    private static void CheckDefault(JsonObject option, string path, FindingList findings)
    {
        // What a wrong type makes of it is no news.
        if (option["type"].AsText() is { } type && Types.Contains(type) && option.TryGetPropertyValue("default", out var standard) && OptionCheck.Fault(option, standard) is { } fault)
        {
            findings.Warn(
                JsonPaths.Member(path, "default"),
                $"The default {standard.Show()} does not fit its own option: it {fault}.",
                "Correct it: a job that keeps the default gets it as it is, or is refused.");
        }
    }

    private static void CheckValues(JsonObject option, string path, FindingList findings)
    {
        if (option["enum"] is not JsonArray choices || option["type"].AsText() is not { } type || !Types.Contains(type))
        {
            return;
        }

        var plain = new JsonObject { ["type"] = type };
        if (choices.FirstOrDefault(choice => OptionCheck.Fault(plain, choice) is not null) is { } odd)
        {
            findings.Warn(JsonPaths.Member(path, "enum"), $"{odd.Show()} is in the list, but not of type {type}, so it can never be chosen.", "Correct it, or the type.");
        }
    }
}
