namespace HpcClient.Flywheel.Jobs;

/// <summary>The command of a formula.</summary>
public sealed record JobRequestTarget
{
    /// <summary>Argument vector, usually <c>bash -c …</c>.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Environment.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Working folder.</summary>
    public string? Dir { get; init; }
}
