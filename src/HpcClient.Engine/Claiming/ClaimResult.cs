namespace HpcClient.Engine.Claiming;

/// <summary>Whether the claim on a job is ours.</summary>
/// <param name="Taken">Whether it is.</param>
/// <param name="Sentence">Who has it instead, or how we came by it.</param>
internal sealed record ClaimResult(bool Taken, string Sentence);
