using HpcClient.Engine.Stopping;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Running;

/// <summary>How a run ended, before the site was told.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Sentence">Why, in words.</param>
/// <param name="Ticket">Completion ticket, when an upload was made or tried.</param>
/// <param name="EndedBy">What ended it from outside.</param>
internal sealed record JobVerdict(EndOutcome Outcome, string Sentence, string? Ticket = null, EndedBy EndedBy = EndedBy.Nothing)
{
    /// <summary>For a job that was stopped.</summary>
    public static JobVerdict Of(StopCause cause) => new(cause.Outcome, cause.Sentence, EndedBy: cause.EndedBy);
}
