namespace HpcClient.Casting.Planning.Resources;

/// <summary>What a job gets, and on whose word.</summary>
/// <param name="Value">What.</param>
/// <param name="Asked">Who asked for it, and where.</param>
internal sealed record Taken<T>(T Value, AskedResource Asked);
