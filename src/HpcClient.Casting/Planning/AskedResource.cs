namespace HpcClient.Casting.Planning;

/// <summary>A value that somebody asked for, and where.</summary>
/// <param name="Value">The value as it was written.</param>
/// <param name="Source">Where, in words that its author understands: the option, tag or key.</param>
internal sealed record AskedResource(string Value, string Source);
