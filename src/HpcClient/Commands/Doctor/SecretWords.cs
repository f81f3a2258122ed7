using System.Text.RegularExpressions;

namespace HpcClient.Commands.Doctor;

/// <summary>Takes secrets out of texts that leave this machine.</summary>
internal static partial class SecretWords
{
    private const string Masked = "<omitted>";

    /// <summary>The text with what looks like a secret masked: values behind telling names, and passwords in addresses.</summary>
    public static string Mask(string text) => InAddress().Replace(Named().Replace(text, $"$1{Masked}"), $"$1{Masked}@");

    /// <summary>Of a file with shell variables the names alone; of all other lines nothing.</summary>
    public static string NamesOnly(string text) => string.Concat(
        text.Split('\n').Select(line => Assignment().Match(line)).Where(match => match.Success).Select(match => $"{match.Groups["name"].Value}={Masked}\n"));

    [GeneratedRegex("(?im)^(.*(?:secret|password|passwd|token|api[_-]?key|credential)[a-z_]*[\"']?\\s*[:=]\\s*).+$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex("([a-z][a-z0-9+.-]*://[^/\\s:@]*:)[^/\\s@]+@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InAddress();

    [GeneratedRegex("^\\s*(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)=", RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();
}
