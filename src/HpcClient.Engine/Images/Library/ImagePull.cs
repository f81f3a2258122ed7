namespace HpcClient.Engine.Images.Library;

/// <summary>What came of fetching an image ahead.</summary>
/// <param name="Ready">Its path in the store, or its name in the runtime's own; null when it failed.</param>
/// <param name="Runtime">For which runtime it was made ready; null when it failed.</param>
/// <param name="Fault">One sentence why it failed; null when it did not.</param>
/// <param name="SiteFailed">Whether it was the site that failed.</param>
public sealed record ImagePull(string? Ready, string? Runtime, string? Fault, bool SiteFailed);
