namespace HpcClient.Engine.Images.Store;

/// <summary>Which image a registry's tag meant.</summary>
/// <param name="Reference">The image as it was asked for, with scheme.</param>
/// <param name="Digest">Digest that the registry gave, <c>sha256:HEX</c>.</param>
/// <param name="AskedAt">When.</param>
internal sealed record TagRecord(string Reference, string Digest, DateTimeOffset AskedAt);
