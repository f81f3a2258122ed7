using System.Text.RegularExpressions;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Yaml;
using YamlDotNet.Core;

namespace HpcClient.Settings.Upgrading;

/// <summary>
/// Brings the text of a <c>cast.yml</c> up to date: old names of keys become the present ones, and keys that the file does not
/// mention are added as comments. All else stays as it is, byte for byte, and so does what the file says.
/// </summary>
internal static partial class CastUpgrade
{
    /// <summary>Upgrades <paramref name="text"/>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <returns>The new text, what changed, and what could not be done.</returns>
    public static (string Text, IReadOnlyList<string> Why, IReadOnlyList<string> Notes) Of(string text, string path)
    {
        YamlMap? section;
        try
        {
            section = (YamlFile.Read(text) as YamlMap)?.Entries.FirstOrDefault(entry => entry.Key.Text == "cast").Value as YamlMap;
        }
        catch (YamlException)
        {
            section = null;
        }

        if (section is null)
        {
            return (text, [], [$"{path} is left as it is, since it cannot be read; 'fw-hpc-client config check' says why."]);
        }

        var why = new List<string>();
        var renamed = Renamed(text, section, why);
        var added = Added(renamed, section, why);

        // A script that ends the file without a line end gets one.
        return why.Count == 0 || Says(added, path) == Says(text.EndsWith('\n') ? text : text + "\n", path)
            ? (added, why, [])
            : (text, [], [$"{path} is left as it is: its form is unusual, and a change by program could change its meaning. Compare it with the cast.yml of a new folder ('fw-hpc-client setup --basic --folder NEW')."]);
    }

    private static string Renamed(string text, YamlMap section, List<string> why)
    {
        var names = section.Entries.Select(entry => entry.Key.Text).ToHashSet(StringComparer.Ordinal);
        var old = section.Entries.Select(entry => entry.Key)
            .Select(name => (Name: name, Key: CastKeys.Find(name.Text)))
            .Where(pair => pair.Key is not null && pair.Key.Name != pair.Name.Text && !names.Contains(pair.Key.Name))
            .OrderByDescending(pair => pair.Name.Start.Index).ToList();

        // From the end, so that the places before it stay.
        foreach (var (name, key) in old)
        {
            var at = (int)name.Start.Index;
            if (name.IsPlain && string.CompareOrdinal(text, at, name.Text, 0, name.Text.Length) == 0)
            {
                text = string.Concat(text.AsSpan(0, at), key!.Name, text.AsSpan(at + name.Text.Length));
                why.Insert(0, $"{name.Text} is called {key.Name} now");
            }
        }

        return text;
    }

    private static string Added(string text, YamlMap section, List<string> why)
    {
        // What a script or a command says is no mention; what stands behind the last key is a comment, or a mention all the same.
        var mentioned = section.Entries.Select(entry => CastKeys.Find(entry.Key.Text))
            .Concat(Mention().Matches(text).Select(match => CastKeys.Find(match.Groups["key"].Value))).ToHashSet();
        var missing = CastKeys.All.Where(key => !mentioned.Contains(key)).ToList();
        if (missing.Count == 0)
        {
            return text;
        }

        var end = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var indent = new string(' ', section.Entries.Count > 0 ? (int)section.Entries[0].Key.Start.Column - 1 : 2);
        var lines = missing.SelectMany(key => (string[])
        [
            "",
            $"{indent}# {key.Meaning}",
            .. $"{key.Name}: {key.Sample}".Split('\n').Select(line => $"{indent}# {line}".TrimEnd()),
        ]);
        why.Add(missing.Count == 1 ? "1 key that the file does not mention, as a comment" : $"{missing.Count} keys that the file does not mention, as comments");
        return (text.EndsWith('\n') ? text : text + end) + string.Concat(lines.Select(line => line + end));
    }

    // What the file means, with all that is wrong with it: neither may change.
    private static string Says(string text, string path)
    {
        var read = CastSettingsReader.Parse(text, path);
        return read.Settings is { } settings ? ShowConfig.Text(settings) : string.Join('\n', read.Faults.Select(fault => $"{fault.Line} {CastKeys.Find(fault.Key)?.Name ?? fault.Key} {fault.Problem}"));
    }

    // A key that is commented out.
    [GeneratedRegex("""^\s*#\s*["']?(?<key>[A-Za-z_]+)["']?\s*:""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Mention();
}
