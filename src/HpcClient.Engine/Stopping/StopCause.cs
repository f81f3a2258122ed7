using HpcClient.Settings.Records;

namespace HpcClient.Engine.Stopping;

/// <summary>Why a job is stopped before its end.</summary>
/// <param name="Outcome"><see cref="EndOutcome.Stopped"/> by a signal, <see cref="EndOutcome.Cancelled"/> by the site.</param>
/// <param name="Sentence">In words.</param>
internal sealed record StopCause(EndOutcome Outcome, string Sentence);
