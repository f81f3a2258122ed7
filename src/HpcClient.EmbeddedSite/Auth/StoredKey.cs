namespace HpcClient.EmbeddedSite.Auth;

/// <summary>What a key stands for.</summary>
internal sealed record StoredKey(string Kind, string Owner, string? Job);
