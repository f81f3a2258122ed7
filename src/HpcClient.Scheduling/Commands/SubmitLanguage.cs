using HpcClient.Posix.Processes;

namespace HpcClient.Scheduling.Commands;

/// <summary>How a scheduler's submit command talks.</summary>
internal sealed record SubmitLanguage
{
    /// <summary>
    /// The submit command itself. It fails only when nothing was queued; a site's own command in its place may do anything.
    /// </summary>
    public required string Program { get; init; }

    /// <summary>The daemon that takes jobs, in words.</summary>
    public required string Controller { get; init; }

    /// <summary>The job id in an answer; null when it holds none.</summary>
    public required Func<ChildResult, string?> JobId { get; init; }

    /// <summary>Messages after which the controller may or may not hold the job: the request went out, the answer was lost.</summary>
    public required IReadOnlyList<string> LostAnswers { get; init; }

    /// <summary>Messages after which the controller surely holds no job, the more telling ones first.</summary>
    public required IReadOnlyList<SubmitFault> Known { get; init; }
}
