using System.Text.RegularExpressions;
using HpcClient.Settings.Credentials;
using HpcClient.Settings.Explaining;

namespace HpcClient.Commands.Doctor.Masking;

/// <summary>
/// Files of the settings as they may go into a support ticket, line by line, so that the lines of messages fit. What an
/// administrator wrote freely may hold a secret in any form: of it only what is known to hold none stays.
/// </summary>
internal static partial class SupportText
{
    private static readonly HashSet<string> OwnComments =
    [
        "Which jobs are taken, and what the scheduler is asked for.",
        .. KeyStories.All(null).SelectMany(key => $"{key.Meaning}\n{key.Name}:\n{key.Name}: {key.Example}\n{key.Example}".Split('\n')).Select(line => line.Trim()),
    ];

    /// <summary>cast.yml: keys and values; of comments ours; of scripts the lines for the scheduler and those that only move about.</summary>
    public static string Settings(string text, KnownSecrets secrets)
    {
        var lines = new List<string>();
        var block = -1;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()))
        {
            var indent = line.Length - line.TrimStart().Length;
            if (line.Length > 0)
            {
                block = block >= 0 && indent > block ? block : -1;
            }

            lines.Add(line.Length == 0 ? "" : SecretWords.Mask(secrets.Mask(block >= 0 ? OfScript(line, indent) : OfSettings(line, indent))));
            if (block < 0 && OpensBlock().IsMatch(line))
            {
                block = indent;
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>credentials.sh: the names of variables that we know; how many other lines there are.</summary>
    public static string Credentials(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n').Where(line => line.Trim().Length > 0 && !line.TrimStart().StartsWith('#')).ToList();
        var names = lines.Select(line => Assignment().Match(line)).Where(match => match.Success).Select(match => match.Groups["name"].Value).Where(CredentialsReader.Knows).ToList();
        return string.Concat(names.Select(name => $"{name}={SecretWords.Masked}\n")) + (lines.Count > names.Count ? $"# and {lines.Count - names.Count} other lines\n" : "");
    }

    private static string OfSettings(string line, int indent)
    {
        var text = line.TrimStart();
        if (text.StartsWith('#'))
        {
            return OwnComments.Contains(text[1..].Trim()) ? line : Omitted(indent, "# ");
        }

        return Entry().IsMatch(text) ? Comment().Replace(line, $" # {SecretWords.Masked}") : Omitted(indent);
    }

    private static string OfScript(string line, int indent)
    {
        var text = JinjaTag().Replace(line, "").Trim();
        return Export().Match(line) is { Success: true } export ? $"{export.Value}{SecretWords.Masked}"
            : text.Length == 0 || Harmless().IsMatch(text) ? line
            : Omitted(indent);
    }

    private static string Omitted(int indent, string before = "") => new string(' ', indent) + before + SecretWords.Masked;

    // "key: value", "- value", and the end of a list of several lines.
    [GeneratedRegex("""^(?:(?:- )?["']?[A-Za-z0-9_./:@*-]+["']?:(?:\s.*)?|- .*|[\]}],?)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex(@"\s#.*$", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    [GeneratedRegex(@"(?::|-)\s+[|>][0-9+-]{0,2}\s*(?:#.*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OpensBlock();

    [GeneratedRegex(@"\{%.*?%\}", RegexOptions.CultureInvariant)]
    private static partial Regex JinjaTag();

    [GeneratedRegex(@"^\s*export\s+[A-Za-z_][A-Za-z0-9_]*=", RegexOptions.CultureInvariant)]
    private static partial Regex Export();

    // A script's first line, the scheduler's own lines, and what neither logs in nor hands anything over.
    [GeneratedRegex("""^(?:#!.*|#(?:SBATCH|BSUB|PBS|\$)\s.*|set [-+][A-Za-z]+(?: pipefail)?|cd .*|(?:source|\.) .*|(?:module|ml)(?: .*)?|(?:then|else|fi|do|done|esac)|(?:exec )?(?:srun )?\./engine run .*)$""", RegexOptions.CultureInvariant)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"^\s*(?:export\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)=", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
