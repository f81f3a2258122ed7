namespace HpcClient.Settings.Cast;

/// <summary>One key of <c>cast.yml</c>: all that the reader, the template and <c>config show</c> need to know of it.</summary>
/// <param name="Name">The key.</param>
/// <param name="Meaning">One line for a person.</param>
/// <param name="Sample">The value as the template writes it.</param>
/// <param name="IsOn">Whether the template gives it a value, or leaves it commented out.</param>
/// <param name="Apply">Puts the value into settings; null when the value does not fit.</param>
/// <param name="Show">The value as YAML; null when it is left to its default.</param>
internal sealed record CastKey(
    string Name, string Meaning, string Sample, bool IsOn, Func<CastSettings, ValueReader, CastSettings?> Apply, Func<CastSettings, string?> Show)
{
    /// <summary>What may stand behind it.</summary>
    public KeyForm Form { get; init; } = KeyForm.Text;

    /// <summary>More than its one line: what else a person should know who sets it; empty when that is all.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What it means, in words, that nobody gives it a value; for keys that have no value then.</summary>
    public string Absent { get; init; } = "none";

    /// <summary>The page of the manual that has the whole story, as a path below <c>docs/</c>; empty when there is none.</summary>
    public string Page { get; init; } = "";

    /// <summary>Other names that mean the same.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>Whether using another name deserves a warning.</summary>
    public bool WarnsOfOtherNames { get; init; }

    /// <summary>Whether <paramref name="name"/> means this key.</summary>
    public bool IsCalled(string name) => Name == name || OtherNames.Contains(name);
}
