using System.Text.RegularExpressions;

namespace HpcClient.Commands.Doctor.Masking;

/// <summary>Takes out of texts that leave this machine what looks like a secret, whoever's it is.</summary>
internal static partial class SecretWords
{
    /// <summary>What stands in a secret's place.</summary>
    public const string Masked = "<omitted>";

    /// <summary>A line of settings or of a script: what stands behind a telling name goes, to the end of the line.</summary>
    public static string Mask(string line) => InSentence(Named().Replace(line, $"$1{Masked}"));

    /// <summary>A sentence, of which no more than the word goes: what is in an address, behind <c>name=</c>, or handed over to log in.</summary>
    public static string InSentence(string text) =>
        Authorization().Replace(Login().Replace(NamedWord().Replace(InAddress().Replace(text, $"$1{Masked}@"), $"$1{Masked}"), $"$1{Masked}"), $"$1{Masked}");

    /// <summary>Whether what bears this name is a secret.</summary>
    public static bool IsTelling(string name) => name is not ("PWD" or "OLDPWD") && TellingName().IsMatch(name);

    /// <summary>What an address has before its <c>@</c>: a password, or a token in a user's place; null when it has none.</summary>
    public static string? OfAddress(string text) => InAddress().Match(text) is { Success: true } match
        ? match.Groups["user"].Value.Split(':', 2)[^1] : null;

    private const string Telling = "secret|passw(?:or)?d|passphrase|pwd|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|credential|authorization|cookie|signature";

    [GeneratedRegex($"(?im)^(.*(?:{Telling})[a-z_]*[\"']?\\s*[:=]\\s*).+$", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex($"(?i)((?:{Telling}|\\b(?:sig|key|auth|pw|pass))[a-z_]*(?:[\"']?=|[\"']:|\\s*=\\s*)[\"']?)[^\\s\"'&,;]+", RegexOptions.CultureInvariant)]
    private static partial Regex NamedWord();

    // Of HTTP itself.
    [GeneratedRegex("(\\b(?:Bearer|Basic|scitran-user|scitran-drone)\\s+)[^\\s\"',]{6,}", RegexOptions.CultureInvariant)]
    private static partial Regex Authorization();

    // Of curl and of those that do as curl does.
    [GeneratedRegex($"(?i)((?:^|[\\s,\"'])--?(?:{Telling}|u|user)[\"']?[\\s,=]+[\"']?)[^\\s\"',]+", RegexOptions.CultureInvariant)]
    private static partial Regex Login();

    [GeneratedRegex("([a-z][a-z0-9+.-]*://)(?<user>[^/\\s@\"']+)@", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InAddress();

    [GeneratedRegex($"(?i)(?:{Telling}|(?:^|_)(?:pass|pw|auth|key)(?:_|$))", RegexOptions.CultureInvariant)]
    private static partial Regex TellingName();
}
