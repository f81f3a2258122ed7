using HpcClient.Settings.Records;

namespace HpcClient.Engine.Running;

/// <summary>How a run ended, before the site was told.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Sentence">Why, in words.</param>
/// <param name="Ticket">Completion ticket, when an upload was made or tried.</param>
internal sealed record JobVerdict(EndOutcome Outcome, string Sentence, string? Ticket = null);
