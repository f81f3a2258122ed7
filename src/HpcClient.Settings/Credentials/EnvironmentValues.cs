using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace HpcClient.Settings.Credentials;

/// <summary>Environment variables by name. Prints names only, since values may be secret.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "It is called what an administrator calls it.")]
public sealed class EnvironmentValues(IReadOnlyDictionary<string, string> values) : IReadOnlyDictionary<string, string>
{
    /// <summary>No variables.</summary>
    public static EnvironmentValues Empty { get; } = new(new Dictionary<string, string>());

    /// <inheritdoc/>
    public IEnumerable<string> Keys => values.Keys;

    /// <inheritdoc/>
    public IEnumerable<string> Values => values.Values;

    /// <inheritdoc/>
    public int Count => values.Count;

    /// <inheritdoc/>
    public string this[string key] => values[key];

    /// <inheritdoc/>
    public bool ContainsKey(string key) => values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => values.TryGetValue(key, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => values.GetEnumerator();

    /// <summary>The names alone.</summary>
    public override string ToString() => string.Join(", ", values.Keys);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
