namespace HpcClient.Jinja;

/// <summary>
/// What one rendering may cost. Templates come from an administrator, but the values in them come from users: whatever
/// those hold, a rendering ends, within these bounds.
/// </summary>
public sealed record JinjaLimits
{
    /// <summary>Longest template that is parsed, in UTF-16 characters.</summary>
    public const int MaxTemplateCharacters = 1024 * 1024;

    /// <summary>Default of <see cref="MaxOutputCharacters"/>: far above any job script.</summary>
    public const int DefaultMaxOutputCharacters = 4 * 1024 * 1024;

    /// <summary>Default of <see cref="MaxBuiltCharacters"/>.</summary>
    public const long DefaultMaxBuiltCharacters = 32L * 1024 * 1024;

    /// <summary>Default of <see cref="MaxSteps"/>.</summary>
    public const long DefaultMaxSteps = 1_000_000;

    /// <summary>Default of <see cref="MaxComparisons"/>.</summary>
    public const long DefaultMaxComparisons = 50_000_000;

    /// <summary>Default of <see cref="MaxTime"/>: a job script takes milliseconds.</summary>
    public static readonly TimeSpan DefaultMaxTime = TimeSpan.FromSeconds(5);

    /// <summary>The defaults.</summary>
    public static JinjaLimits Default { get; } = new();

    /// <summary>Longest text that one rendering may give, in UTF-16 characters; no single string may be longer either.</summary>
    public int MaxOutputCharacters { get; init; } = DefaultMaxOutputCharacters;

    /// <summary>All text built on the way to it, in UTF-16 characters.</summary>
    public long MaxBuiltCharacters { get; init; } = DefaultMaxBuiltCharacters;

    /// <summary>Loop rounds, macro calls and list elements together.</summary>
    public long MaxSteps { get; init; } = DefaultMaxSteps;

    /// <summary>Comparisons of values: lists that hold each other can be compared without end.</summary>
    public long MaxComparisons { get; init; } = DefaultMaxComparisons;

    /// <summary>The time a rendering may take, should the other limits leave it too much.</summary>
    public TimeSpan MaxTime { get; init; } = DefaultMaxTime;

    /// <summary>What measures <see cref="MaxTime"/>.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
