namespace HpcClient.Commands.Service;

/// <summary>Where a unit file lies, and how its manager is called.</summary>
/// <param name="System">Whether it is a service of the system; else it is the user's own.</param>
/// <param name="Name">Name of the unit, without <c>.service</c>.</param>
internal sealed record ServicePlace(bool System, string Name)
{
    /// <summary>The unit as systemctl names it.</summary>
    public string Unit => $"{Name}.service";

    /// <summary>Full path of the file.</summary>
    public string Path => global::System.IO.Path.Combine(System ? "/etc/systemd/system" : UserFolder, Unit);

    /// <summary>Arguments of systemctl, for the right manager.</summary>
    public string[] Call(params string[] arguments) => System ? arguments : ["--user", .. arguments];

    /// <summary>What a person types for the same.</summary>
    public string Words(string verb) => $"systemctl {(System ? "" : "--user ")}{verb} {Name}";

    // systemd.unit(5): $XDG_CONFIG_HOME, else ~/.config.
    private static string UserFolder => global::System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CONFIG_HOME") is { Length: > 0 } config ? config : global::System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config"),
        "systemd", "user");
}
