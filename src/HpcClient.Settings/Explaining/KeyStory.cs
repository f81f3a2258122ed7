namespace HpcClient.Settings.Explaining;

/// <summary>All that is to be said of one key of <c>cast.yml</c>.</summary>
/// <param name="Name">The key.</param>
/// <param name="Meaning">What it does, in one line.</param>
/// <param name="Allowed">What may stand behind it, in words.</param>
public sealed record KeyStory(string Name, string Meaning, string Allowed)
{
    /// <summary>What else a person should know who sets it; empty when the one line is all.</summary>
    public string Detail { get; init; } = "";

    /// <summary>What counts when no file says anything, in words; the same as <see cref="Default"/> where that is a value.</summary>
    public required string Absent { get; init; }

    /// <summary>The page of the manual that has the whole story, as a path below <c>docs/</c>; empty when there is none.</summary>
    public string Page { get; init; } = "";

    /// <summary>An example, as it stands behind the key in a file.</summary>
    public required string Example { get; init; }

    /// <summary>The value when the file says nothing, as YAML; null when that is left to the scheduler or means "none".</summary>
    public string? Default { get; init; }

    /// <summary>The value in force, as YAML; null as with <see cref="Default"/>, or when the file has faults.</summary>
    public string? Value { get; init; }

    /// <summary>The line of the file that gives the value; null when none does.</summary>
    public int? Line { get; init; }

    /// <summary>Other names that mean the same.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];
}
