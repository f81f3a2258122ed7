namespace HpcClient.Scheduling.Local;

/// <summary>One job of the <c>local</c> scheduler as it was handed over (<c>job.json</c>).</summary>
internal sealed record LocalJob
{
    public required string JobName { get; init; }

    public required string Nonce { get; init; }

    public required string ScriptPath { get; init; }

    public required string OutputPath { get; init; }

    public required int Cpus { get; init; }

    /// <summary>0 when it is not known: such a job counts no memory.</summary>
    public required long MemoryBytes { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }
}
