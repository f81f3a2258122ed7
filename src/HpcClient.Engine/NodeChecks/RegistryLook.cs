using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images.Registries;
using HpcClient.Settings.Registries;

namespace HpcClient.Engine.NodeChecks;

/// <summary>Looks whether the registries that an installation names can be used from this machine.</summary>
public static class RegistryLook
{
    /// <summary>What stands in a host's place when the file of logins has faults.</summary>
    public const string OfTheFile = "registries.yml";

    /// <summary>Looks at each host of <c>registries.yml</c> and of <c>image_map</c>, by its front door.</summary>
    /// <param name="settings">Settings, as an engine of the installation has them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Each registry with why it cannot be used; null where it can.</returns>
    public static async Task<IReadOnlyList<(string Host, bool HasLogin, string? Fault)>> FindAsync(EngineSettings settings, CancellationToken cancellationToken)
    {
        var faults = RegistriesFile.Read(settings.Folder.RegistriesFile, out var logins);
        if (faults.Count > 0)
        {
            return [(OfTheFile, false, string.Join(' ', faults.Select(fault => fault.ToString())))];
        }

        var hosts = settings.Images.Map.Select(line => HostOf(line.To)).OfType<string>().Concat(logins.Keys).Distinct(StringComparer.OrdinalIgnoreCase);
        using var client = new RegistryClient(settings.Network);
        var found = new List<(string, bool, string?)>();
        foreach (var host in hosts)
        {
            var login = logins.GetValueOrDefault(host) ?? AuthFiles.Find(new(host, "", null, null), Environment.GetEnvironmentVariable);
            found.Add((host, login is not null, await client.PingAsync(host, login, cancellationToken)));
        }

        return found;
    }

    // A path of a file, and the site's own addresses, are no registries.
    private static string? HostOf(string to)
    {
        if (to.StartsWith('/') || to.StartsWith("https://", StringComparison.Ordinal))
        {
            return null;
        }

        var place = to[(to.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        return RegistryName.Of(place.Contains('/', StringComparison.Ordinal) ? place : $"{place}/any").Host;
    }
}
