namespace HpcClient.Scheduling.Submission;

/// <summary>One job to hand over.</summary>
public sealed record SubmissionIntent
{
    /// <summary>The deterministic job name, <c>fw-</c> and the Flywheel job id: the identity by which it is found again.</summary>
    public required string JobName { get; init; }

    /// <summary>Random text of this one attempt to submit.</summary>
    public required string Nonce { get; init; }

    /// <summary>Full path of the job script.</summary>
    public required string ScriptPath { get; init; }

    /// <summary>The submit command as an argument vector, already rendered (from <c>cast.yml</c>'s <c>command</c> or the scheduler's default).</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Whether the script goes to the command's standard input (LSF) instead of standing among its arguments.</summary>
    public bool ScriptOnStandardInput { get; init; }

    /// <summary>What the job asks for. Real schedulers read it from the script; <c>local</c> takes it from here.</summary>
    public required ResourceRequest Resources { get; init; }

    /// <summary>File that gets the job's own output (the scheduler's log of the job).</summary>
    public required string OutputPath { get; init; }
}
