using System.Globalization;
using HpcClient.Settings.Credentials;

namespace HpcClient.Settings.Cast;

/// <summary>The settings in force as YAML, for a person to read: what is left to the scheduler is said, the secret is not.</summary>
public static class ShowConfig
{
    /// <summary>Writes <paramref name="settings"/> as a <c>cast.yml</c>, with the site's address when it is known.</summary>
    public static string Text(CastSettings settings, SiteCredentials? site = null)
    {
        var lines = new List<string> { "cast:" };
        lines.AddRange(CastKeys.All.Select(key => key.Show(settings) is { } value
            ? value.StartsWith('\n') ? $"  {key.Name}:{value}" : $"  {key.Name}: {value}"
            : $"  # {key.Name}: left to its default"));
        if (site is not null)
        {
            lines.Add("# site, from the environment or credentials.sh:");
            lines.Add($"#   host: {site.Host}");
            lines.Add($"#   port: {site.Port.ToString(CultureInfo.InvariantCulture)}");
            lines.Add($"#   insecure: {(site.Insecure ? "true" : "false")}");
            lines.Add("#   secret: <omitted>");
        }

        return string.Join('\n', lines) + "\n";
    }
}
