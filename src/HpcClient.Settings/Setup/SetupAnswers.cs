using HpcClient.Settings.Yaml;

namespace HpcClient.Settings.Setup;

/// <summary>What the templates of a new folder are filled with; what is null or absent stays as the template has it.</summary>
public sealed record SetupAnswers
{
    /// <summary>Values for keys of <c>cast.yml</c>, as they stand behind the key, already YAML.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>Texts for keys of <c>cast.yml</c>, as a person wrote them.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>Lists of texts for keys of <c>cast.yml</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lists { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The site's host name.</summary>
    public string? Host { get; init; }

    /// <summary>Its port.</summary>
    public int? Port { get; init; }

    /// <summary>Whether to speak plain HTTP, to a site on this machine.</summary>
    public bool Insecure { get; init; }

    /// <summary>The drone secret; goes into <c>credentials.sh</c> alone.</summary>
    public string? Secret { private get; init; }

    /// <summary>Whether there is a secret.</summary>
    public bool HasSecret => Secret is not null;

    /// <summary>Where jobs have inputs, outputs and images: <c>ENGINE_TEMP_DIR</c> and <c>ENGINE_CACHE_DIR</c>.</summary>
    public string? Scratch { get; init; }

    /// <summary>The secret, for the one file that holds it.</summary>
    internal string? RevealSecret() => Secret;

    /// <summary>All values for keys of <c>cast.yml</c>, as YAML.</summary>
    internal IReadOnlyDictionary<string, string> Yaml() => new Dictionary<string, string>(
        [
            .. Keys,
            .. Texts.Select(text => KeyValuePair.Create(text.Key, YamlQuote.Inline(text.Value))),
            .. Lists.Select(list => KeyValuePair.Create(list.Key, $"[{string.Join(", ", list.Value.Select(YamlQuote.Inline))}]")),
        ],
        StringComparer.Ordinal);

    /// <summary>Names only: the secret is never printed.</summary>
    public override string ToString() => $"answers for {string.Join(", ", Yaml().Keys)}";
}
