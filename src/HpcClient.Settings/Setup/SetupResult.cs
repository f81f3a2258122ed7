namespace HpcClient.Settings.Setup;

/// <summary>What <c>setup</c> did.</summary>
/// <param name="Made">Paths that it made.</param>
/// <param name="Left">Paths that were there and were left as they are.</param>
/// <param name="Fault">One sentence why it stopped; null when all was done.</param>
public sealed record SetupResult(IReadOnlyList<string> Made, IReadOnlyList<string> Left, string? Fault);
