namespace HpcClient.Settings.Credentials;

/// <summary>The credentials, or all that is wrong with them.</summary>
/// <param name="Credentials">The credentials; null when there are faults.</param>
/// <param name="Environment">The variables of the site, the engine and the container runtime. Holds the secret: never log it.</param>
/// <param name="Faults">All faults; none of them shows a value.</param>
public sealed record CredentialsResult(
    SiteCredentials? Credentials, EnvironmentValues Environment, IReadOnlyList<SettingsFault> Faults);
