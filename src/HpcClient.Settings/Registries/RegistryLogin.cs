namespace HpcClient.Settings.Registries;

/// <summary>How to log in at a registry. Prints no password.</summary>
/// <param name="user">Name.</param>
/// <param name="password">Password or token.</param>
public sealed class RegistryLogin(string user, string password)
{
    /// <summary>Name.</summary>
    public string User => user;

    /// <summary>The password; for the registry alone.</summary>
    public string RevealPassword() => password;

    /// <summary>The name alone.</summary>
    public override string ToString() => user;
}
