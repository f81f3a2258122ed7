namespace HpcClient.Casting.Sweeping;

/// <summary>Why a sweep could not be done.</summary>
/// <param name="Kind">What is at fault.</param>
/// <param name="Sentence">What, where and the remedy.</param>
public sealed record SweepProblem(SweepProblemKind Kind, string Sentence);
