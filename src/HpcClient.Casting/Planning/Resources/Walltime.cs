namespace HpcClient.Casting.Planning.Resources;

/// <summary>A walltime that a job gets.</summary>
/// <param name="Length">How long.</param>
internal sealed record Walltime(TimeSpan Length);
