namespace HpcClient.Engine;

/// <summary>How a run of the engine ended.</summary>
/// <param name="Exit">The kind.</param>
/// <param name="Sentence">Why, in words.</param>
public sealed record EngineResult(EngineExit Exit, string Sentence);
