using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HpcClient.Gears.Reading;

namespace HpcClient.Gears.Checking;

/// <summary>The rules for the manifest's texts: who, what, where.</summary>
internal static partial class TextRules
{
    private const int LongestName = 100;
    private const int LongestText = 5000;
    private const int LongestAddress = 1000;

    private static readonly (string Key, int Longest, string Remedy)[] Required =
    [
        ("name", LongestName, "Name the gear, such as \"my-gear\"."),
        ("label", LongestName, "Give its name for people, such as \"My gear\"."),
        ("version", LongestName, "Give its version, such as \"0.1.0\"."),
        ("author", LongestName, "Say who wrote it."),
        ("description", LongestText, "Say in one to four sentences what it does."),
        ("license", LongestName, "Give its SPDX identifier, such as \"MIT\", or \"Other\"."),
        ("source", LongestAddress, "Give the address of its source, or \"\"."),
        ("url", LongestAddress, "Give the address where one learns more, or \"\"."),
    ];

    private static readonly (string Key, int Longest)[] Optional = [("maintainer", LongestName), ("cite", LongestText), ("command", int.MaxValue)];

    /// <summary>Checks all of them.</summary>
    public static void Check(JsonObject manifest, string root, FindingList findings)
    {
        foreach (var (key, longest, remedy) in Required)
        {
            if (!manifest.TryGetPropertyValue(key, out var node))
            {
                findings.Missing(root, key, remedy);
            }
            else if (Text(node, JsonPaths.Member(root, key), longest, remedy, findings) is { } text)
            {
                CheckContent(key, text, JsonPaths.Member(root, key), findings);
            }
        }

        foreach (var (key, longest) in Optional)
        {
            if (manifest.TryGetPropertyValue(key, out var node))
            {
                _ = Text(node, JsonPaths.Member(root, key), longest, "Give text, or leave the key out.", findings);
            }
        }
    }

    private static string? Text(JsonNode? node, string path, int longest, string remedy, FindingList findings)
    {
        if (node.AsText() is not { } text)
        {
            findings.Fault(path, $"This must be text, and is {node.Kind()}.", node.AsNumber() is null ? remedy : $"Put it in quotes: \"{node.Show()}\".");
            return null;
        }

        var length = text.EnumerateRunes().Count();
        if (length > longest)
        {
            findings.Fault(path, $"This has {length} characters; at most {longest} are allowed.", "Shorten it.");
        }

        return text;
    }

    private static void CheckContent(string key, string text, string path, FindingList findings)
    {
        switch (key)
        {
            case "name" when !GearName().IsMatch(text):
                findings.Fault(path, $"The name {JsonValue.Create(text).Show()} holds characters other than a-z, 0-9 and '-'.", NameRemedy(text));
                break;
            case "license":
                CheckLicense(text, path, findings);
                break;
            case "source" or "url":
                CheckAddress(text, path, findings);
                break;
            case "label" or "version" or "author" or "description" when string.IsNullOrWhiteSpace(text):
                findings.Warn(path, "This is empty.", "Fill it in: people see it where they choose gears.");
                break;
            default:
                break;
        }
    }

    private static string NameRemedy(string name)
    {
        var plain = NotOfName().Replace(name.Trim().ToLowerInvariant(), "-").Trim('-');
        return plain.Length is 0 or > LongestName ? "Write it in those." : $"Write it in those, such as \"{plain}\".";
    }

    private static void CheckLicense(string license, string path, FindingList findings)
    {
        if (Licenses.Listed.Contains(license))
        {
            return;
        }

        if (Licenses.IsLater(license))
        {
            findings.Warn(path, $"The gear specification's list of licences does not have '{license}' yet, so an older site may refuse it.", $"Write \"{Licenses.Other}\" if yours does.");
            return;
        }

        findings.Fault(
            path,
            $"{JsonValue.Create(license).Show()} is no licence that the gear specification lists.",
            $"{NearestKey.Question(license, Licenses.Listed)}Give an SPDX identifier, such as \"MIT\", or \"{Licenses.Other}\".");
    }

    private static void CheckAddress(string address, string path, FindingList findings)
    {
        if (address.Length == 0)
        {
            return;
        }

        if (!Scheme().IsMatch(address))
        {
            findings.Fault(path, $"{JsonValue.Create(address).Show()} is no full address.", "Begin it with https://, or leave it empty: \"\".");
        }
        else if (NotOfAddress().IsMatch(address))
        {
            findings.Warn(path, "The address holds a space or another character that no address may hold.", "Write it as %20, or remove it.");
        }
    }

    [GeneratedRegex(@"^[a-z0-9-]+\z")]
    private static partial Regex GearName();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotOfName();

    [GeneratedRegex(@"^\s*[A-Za-z][A-Za-z0-9+.-]*:\S")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"[\s\x00-\x20\x7f<>""{}|\\^`]")]
    private static partial Regex NotOfAddress();
}
