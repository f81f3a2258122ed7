namespace HpcClient.Flywheel.Jobs;

/// <summary>How an engine reports a job's end (<c>POST /jobs/ID/complete</c>).</summary>
public sealed record Completion
{
    /// <summary>Whether the gear exited 0 and its outputs are on the site.</summary>
    public required bool Success { get; init; }

    /// <summary>Reason in one word of the site's, such as <c>gear_failure</c>; only with a failure.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Times.</summary>
    public CompletionTimes? Profile { get; init; }
}
