namespace HpcClient.Jinja;

/// <summary>
/// What one rendering may cost. Templates come from an administrator, but the values in them come from users: whatever
/// those hold, a rendering ends, within these bounds.
/// </summary>
public sealed record JinjaLimits
{
    /// <summary>Default of <see cref="MaxOutputCharacters"/>: far above any job script.</summary>
    public const int DefaultMaxOutputCharacters = 4 * 1024 * 1024;

    /// <summary>Default of <see cref="MaxBuiltCharacters"/>.</summary>
    public const long DefaultMaxBuiltCharacters = 64L * 1024 * 1024;

    /// <summary>Default of <see cref="MaxSteps"/>.</summary>
    public const long DefaultMaxSteps = 1_000_000;

    /// <summary>The defaults.</summary>
    public static JinjaLimits Default { get; } = new();

    /// <summary>Longest text that one rendering may give, in UTF-16 characters; no single string may be longer either.</summary>
    public int MaxOutputCharacters { get; init; } = DefaultMaxOutputCharacters;

    /// <summary>All text built on the way to it, in UTF-16 characters.</summary>
    public long MaxBuiltCharacters { get; init; } = DefaultMaxBuiltCharacters;

    /// <summary>Loop rounds, macro calls and list elements together.</summary>
    public long MaxSteps { get; init; } = DefaultMaxSteps;
}
