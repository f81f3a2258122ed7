using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.EmbeddedSite.Json;

namespace HpcClient.EmbeddedSite.Gears;

/// <summary>Checks a gear's manifest against the gear specification, all faults at once.</summary>
public static partial class ManifestCheck
{
    private const int LongestName = 100;
    private const int LongestText = 5000;
    private const int LongestAddress = 1000;

    private static readonly string[] Keys =
    [
        "name", "label", "version", "author", "description", "license", "source", "url", "inputs", "config", "maintainer", "cite",
        "environment", "command", "capabilities", "custom", "output_configuration", "flywheel",
    ];

    private static readonly (string Key, int Longest)[] RequiredTexts =
    [
        ("name", LongestName), ("label", LongestName), ("version", LongestName), ("author", LongestName), ("description", LongestText),
        ("license", LongestName), ("source", LongestAddress), ("url", LongestAddress),
    ];

    /// <summary>One sentence for each fault; empty when the manifest is valid.</summary>
    public static IReadOnlyList<string> Faults(JsonObject manifest)
    {
        var faults = new List<string>();
        faults.AddRange(manifest.Where(entry => !Keys.Contains(entry.Key)).Select(entry => $"'{entry.Key}' is not a key of a manifest; put your own under 'custom'."));
        foreach (var (key, longest) in RequiredTexts)
        {
            if (manifest.Text(key) is not { } text)
            {
                faults.Add($"'{key}' is missing or no text.");
            }
            else if (text.Length > longest)
            {
                faults.Add($"'{key}' has more than {longest} characters.");
            }
        }

        if (manifest.Text("name") is { } name && !GearName().IsMatch(name))
        {
            faults.Add($"'name' is '{name}'; only a-z, 0-9 and '-' are allowed.");
        }

        foreach (var key in (string[])["maintainer", "cite", "command"])
        {
            if (manifest[key] is { } node && node.AsText() is null)
            {
                faults.Add($"'{key}' must be text.");
            }
        }

        CheckInputs(manifest, faults);
        CheckOptions(manifest, faults);
        CheckEnvironment(manifest, faults);
        if (manifest.ContainsKey("capabilities") && manifest.List("capabilities")?.All(entry => entry.AsText() is not null) != true)
        {
            faults.Add("'capabilities' must be a list of texts.");
        }

        if (manifest.ContainsKey("custom") && manifest.Map("custom") is null)
        {
            faults.Add("'custom' must be an object.");
        }

        return faults;
    }

    private static void CheckInputs(JsonObject manifest, List<string> faults)
    {
        if (manifest.Map("inputs") is not { } inputs)
        {
            faults.Add("'inputs' is missing or no object; give {} when there are none.");
            return;
        }

        foreach (var (key, node) in inputs)
        {
            if (!InputName().IsMatch(key))
            {
                faults.Add($"Input '{key}' may have only letters, digits, '_' and '-' in its name.");
            }

            if ((node as JsonObject)?.Text("base") is not ("file" or "context" or "api-key"))
            {
                faults.Add($"Input '{key}' needs a 'base' of file, context or api-key.");
            }
        }
    }

    private static void CheckOptions(JsonObject manifest, List<string> faults)
    {
        if (manifest.Map("config") is not { } options)
        {
            faults.Add("'config' is missing or no object; give {} when there are no options.");
            return;
        }

        foreach (var (key, node) in options)
        {
            if (node is not JsonObject option)
            {
                faults.Add($"Option '{key}' must be an object.");
                continue;
            }

            if (option.Text("type") is { } type && type is not ("string" or "integer" or "number" or "boolean" or "array"))
            {
                faults.Add($"Option '{key}' has type '{type}'; it must be string, integer, number, boolean or array.");
            }
            else if (option.Text("pattern") is { } pattern && !IsPattern(pattern))
            {
                faults.Add($"Option '{key}' has the pattern '{pattern}', which is no regular expression.");
            }
            else if (option["default"] is { } standard && OptionCheck.Fault(option, standard) is { } fault)
            {
                faults.Add($"The default of option '{key}' {fault}.");
            }

            if (option.ContainsKey("default") && option.Flag("optional") == true)
            {
                faults.Add($"Option '{key}' has a default and is optional; choose one.");
            }
        }
    }

    private static void CheckEnvironment(JsonObject manifest, List<string> faults)
    {
        if (!manifest.ContainsKey("environment"))
        {
            return;
        }

        if (manifest.Map("environment") is not { } environment)
        {
            faults.Add("'environment' must be an object.");
            return;
        }

        faults.AddRange(environment.Where(entry => entry.Value.AsText() is null).Select(entry => $"Environment variable '{entry.Key}' must be text."));
    }

    private static bool IsPattern(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^[a-z0-9-]+\z")]
    private static partial Regex GearName();

    [GeneratedRegex(@"^[A-Za-z0-9_-]+\z")]
    private static partial Regex InputName();
}
