namespace HpcClient.Settings.Setup;

/// <summary>What <c>setup</c> is to make.</summary>
public sealed record SetupOptions
{
    /// <summary>Full path of the executable <c>fw-hpc-client</c>, as it is reached from every node.</summary>
    public required string Executable { get; init; }

    /// <summary>The scheduler that a new <c>cast.yml</c> names.</summary>
    public string Cluster { get; init; } = "slurm";

    /// <summary>What new files are filled with.</summary>
    public SetupAnswers Answers { get; init; } = new();

    /// <summary>Whether an engine that is there gives way to ours; it is kept under another name.</summary>
    public bool ReplaceEngine { get; init; }
}
