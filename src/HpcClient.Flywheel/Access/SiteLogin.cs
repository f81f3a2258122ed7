namespace HpcClient.Flywheel.Access;

/// <summary>What a login brought.</summary>
/// <param name="Credential">What goes with each call from now on.</param>
/// <param name="Generation">Which API answered.</param>
internal sealed record SiteLogin(Credential Credential, ApiGeneration Generation);
