using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>The rules for inputs.</summary>
internal static partial class InputRules
{
    private const string File = "file";
    private const string Context = "context";
    private const string ApiKey = "api-key";

    private static readonly string[] Bases = [File, Context, ApiKey];

    // What may be asked of a file: its record's fields, as far as sites describe them to gears.
    private static readonly string[] FileFields = ["type", "name", "size", "mimetype", "modality", "classification", "info", "tags", "measurements"];
    private static readonly string[] FileKeys = ["base", "description", "optional", .. FileFields];
    private static readonly string[] ContextKeys = ["base", "description"];
    private static readonly string[] ApiKeyKeys = ["base", "description", "read-only"];

    /// <summary>Checks all of them.</summary>
    public static void Check(JsonObject manifest, string root, FindingList findings)
    {
        if (!manifest.TryGetPropertyValue("inputs", out var node))
        {
            findings.Missing(root, "inputs", "Write {} when there are none.");
            return;
        }

        var path = JsonPaths.Member(root, "inputs");
        if (node is not JsonObject inputs)
        {
            findings.Fault(path, $"This must be an object, and is {node.Kind()}.", "Write {} when there are none.");
            return;
        }

        foreach (var (name, value) in inputs)
        {
            var at = JsonPaths.Member(path, name);
            CheckName(name, at, findings);
            if (value is JsonObject input)
            {
                CheckInput(input, at, findings);
            }
            else
            {
                findings.Fault(at, $"An input is an object, and this is {value.Kind()}.", "Write {\"base\": \"file\"}.");
            }
        }
    }

    private static void CheckName(string name, string path, FindingList findings)
    {
        if (name is "" or "." or ".." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal))
        {
            findings.Fault(path, "An input of this name could have no folder below /flywheel/v0/input.", "Use letters, digits, '_' and '-'.");
        }
        else if (!Simple().IsMatch(name))
        {
            findings.Warn(path, "Sites' pages may not show an input whose name has other characters than letters, digits, '_' and '-'.", "Rename it.");
        }
    }

    private static void CheckInput(JsonObject input, string path, FindingList findings)
    {
        if (!input.TryGetPropertyValue("base", out var kind))
        {
            findings.Missing(path, "base", "Write \"base\": \"file\", or context, or api-key.");
            return;
        }

        if (input.TryGetPropertyValue("description", out var description) && description.AsText() is null)
        {
            findings.Fault(JsonPaths.Member(path, "description"), $"This must be text, and is {description.Kind()}.", "Write text, or leave the key out.");
        }

        switch (kind.AsText())
        {
            case File:
                CheckFile(input, path, findings);
                break;
            case Context:
                RefuseOthers(input, ContextKeys, path, findings);
                break;
            case ApiKey:
                RefuseOthers(input, ApiKeyKeys, path, findings);
                CheckFlag(input, "read-only", path, findings);
                break;
            default:
                findings.Fault(JsonPaths.Member(path, "base"), $"There is no input of base {kind.Show()}.", $"{NearestKey.Question(kind.AsText() ?? "", Bases)}Write \"file\", \"context\" or \"api-key\".");
                break;
        }
    }

    private static void RefuseOthers(JsonObject input, string[] keys, string path, FindingList findings)
    {
        foreach (var (key, _) in input.Where(member => !keys.Contains(member.Key)))
        {
            findings.Fault(
                JsonPaths.Member(path, key),
                $"An input of base {input["base"].AsText()} takes only {string.Join(", ", keys)}.",
                $"{NearestKey.Question(key, keys)}Remove it.");
        }
    }

    private static void CheckFile(JsonObject input, string path, FindingList findings)
    {
        CheckFlag(input, "optional", path, findings);
        foreach (var (key, value) in input.Where(member => member.Key is not ("base" or "description" or "optional")))
        {
            var at = JsonPaths.Member(path, key);
            var question = FileKeys.Contains(key) ? "" : NearestKey.Question(key, FileKeys);
            if (value is not JsonObject snippet)
            {
                findings.Fault(
                    at,
                    $"What is asked of a file's {Shown(key)} must be an object, and this is {value.Kind()}.",
                    question.Length > 0 ? $"{question}Or write a piece of JSON schema." : $"Write a piece of JSON schema, such as {Sample(key, value)}.");
                continue;
            }

            if (question.Length > 0)
            {
                findings.Warn(at, "Files have no such field, so no file fits.", $"{question}Remove it otherwise.");
            }

            SchemaRules.Check(snippet, at, findings);
        }
    }

    private static void CheckFlag(JsonObject input, string key, string path, FindingList findings)
    {
        if (input.TryGetPropertyValue(key, out var flag) && flag.AsFlag() is null)
        {
            findings.Fault(JsonPaths.Member(path, key), $"This must be true or false, and is {flag.Kind()}.", "Write true or false, without quotes.");
        }
    }

    private static string Shown(string key) => JsonValue.Create(key).Show();

    private static string Sample(string key, JsonNode? value) => key switch
    {
        "name" => """{"pattern": "^.*\\.txt$"}""",
        "size" => """{"maximum": 1000000}""",
        _ when value.AsText() is { } word => $$"""{"enum": [{{JsonValue.Create(word).Show()}}]}""",
        _ => """{"enum": ["dicom"]}""",
    };

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex Simple();
}
