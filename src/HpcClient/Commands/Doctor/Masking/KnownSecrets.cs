using System.Collections;
using HpcClient.Commands.Config;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Registries;

namespace HpcClient.Commands.Doctor.Masking;

/// <summary>
/// The secrets of an installation, word for word, so that they are found wherever they turn up: in the words of a site, a
/// scheduler or a job's log, behind a harmless name, in an address.
/// </summary>
internal sealed class KnownSecrets
{
    // What is shorter is no secret, and would be found in every word.
    private const int Least = 6;

    // One line of a secret that has several.
    private const int LeastOfLine = 8;

    private readonly string[] _values;

    private KnownSecrets(IEnumerable<string> values) => _values =
    [
        .. values.SelectMany(value => value.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= LeastOfLine).Prepend(value))
            .SelectMany(value => (string[])[value, Uri.EscapeDataString(value)])
            .Where(value => value.Length >= Least).Distinct().OrderByDescending(value => value.Length),
    ];

    /// <summary>None.</summary>
    public static KnownSecrets None { get; } = new([]);

    /// <summary>Those of the site, of registries, and of the variables that credentials.sh or the environment sets.</summary>
    public static KnownSecrets Of(SettingsReview read, WorkFolder folder)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => ((string)entry.Key, (string?)entry.Value ?? ""))
            .Concat(read.Credentials?.Environment.Select(entry => (entry.Key, entry.Value)) ?? []);
        RegistriesFile.Read(folder.RegistriesFile, out var logins);
        return Of([.. variables, ("SCITRAN_CORE_DRONE_SECRET", read.Credentials?.Credentials?.RevealSecret() ?? ""), .. logins.Values.Select(login => ("password", login.RevealPassword()))]);
    }

    /// <summary>Those among some variables.</summary>
    public static KnownSecrets Of(IEnumerable<(string Name, string Value)> variables) => new(variables.SelectMany(
        // A path says where a secret lies.
        variable => (string?[])[SecretWords.IsTelling(variable.Name) && !Path.Exists(variable.Value) ? variable.Value : null, SecretWords.OfAddress(variable.Value)]).OfType<string>());

    /// <summary>The text without them.</summary>
    public string Mask(string text) => _values.Aggregate(text, (masked, value) => masked.Replace(value, SecretWords.Masked, StringComparison.Ordinal));

    /// <summary>A finding without them, and without what looks like a secret.</summary>
    public Finding Mask(Finding finding) => finding with { Tried = Sentence(finding.Tried), Result = Sentence(finding.Result), Remedy = finding.Remedy is { } remedy ? Sentence(remedy) : null };

    private string Sentence(string text) => SecretWords.InSentence(Mask(text));

    /// <summary>How many there are; never which.</summary>
    public override string ToString() => $"{_values.Length} secrets";
}
