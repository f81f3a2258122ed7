namespace HpcClient.Posix.Processes;

/// <summary>A program to start: always an argument vector, never a command line.</summary>
public sealed record ChildCommand
{
    /// <summary>Program name (looked up on PATH) or path.</summary>
    public required string Program { get; init; }

    /// <summary>Arguments, each passed as it is.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Working folder; default is that of this process.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the child starts from an empty environment instead of ours.</summary>
    public bool ClearEnvironment { get; init; }

    /// <summary>Variables to set, or to remove where the value is null.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the child reads on standard input; null gives it an empty one.</summary>
    public string? StandardInput { get; init; }

    /// <summary>
    /// Whether the child leads a session and process group of its own, so that it and all it starts can be
    /// signalled as one. Uses <c>setsid</c> of util-linux, which keeps the process id.
    /// </summary>
    public bool NewSession { get; init; }

    /// <summary>The command as a person may read it. Never put secrets in arguments: they would show here and in <c>ps</c>.</summary>
    public override string ToString() => string.Join(' ', new[] { Program }.Concat(Arguments));
}
