using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Settings.Registries;

namespace HpcClient.Engine.Images.Registries;

/// <summary>
/// Logins as Podman, Docker, Apptainer and Singularity keep them: files with <c>auths</c>, in the form of Docker's
/// config.json (containers-auth.json(5)). Logins that a helper program keeps are for the tools alone.
/// </summary>
internal static class AuthFiles
{
    private const long MaxBytes = 1024 * 1024;

    /// <summary>The login for <paramref name="name"/> of the first file that has one; null when none does.</summary>
    public static RegistryLogin? Find(RegistryName name, Func<string, string?> variable) =>
        Paths(variable).Select(path => Read(path, name)).FirstOrDefault(login => login is not null);

    /// <summary>A file with one login, for a tool that takes them by file.</summary>
    public static string Text(string host, RegistryLogin login) => new JsonObject
    {
        ["auths"] = new JsonObject
        {
            [host] = new JsonObject { ["auth"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{login.RevealPassword()}")) },
        },
    }.ToJsonString();

    private static IEnumerable<string> Paths(Func<string, string?> variable)
    {
        string? In(string? folder, string name) => string.IsNullOrEmpty(folder) ? null : Path.Combine(folder, name);
        var home = variable("HOME");
        return new[]
        {
            variable("REGISTRY_AUTH_FILE"),
            In(variable("XDG_RUNTIME_DIR"), "containers/auth.json"),
            In($"/run/containers/{Posix.Processes.ProcessUser.Id}", "auth.json"),
            In(variable("XDG_CONFIG_HOME") ?? In(home, ".config"), "containers/auth.json"),
            In(variable("DOCKER_CONFIG") ?? In(home, ".docker"), "config.json"),
            In(variable("APPTAINER_CONFIGDIR") ?? In(home, ".apptainer"), "docker-config.json"),
            In(variable("SINGULARITY_CONFIGDIR") ?? In(home, ".singularity"), "docker-config.json"),
        }.OfType<string>().Where(path => path.Length > 0);
    }

    private static RegistryLogin? Read(string path, RegistryName name)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= MaxBytes } || JsonNode.Parse(File.ReadAllText(path))?["auths"] is not JsonObject auths)
            {
                return null;
            }

            // The longest that fits: an entry may be for a part of a registry.
            return auths
                .Select(entry => (Place: PlaceOf(entry.Key), entry.Value))
                .Where(entry => Fits(entry.Place, name))
                .OrderByDescending(entry => entry.Place.Length)
                .Select(entry => Login(entry.Value))
                .FirstOrDefault(login => login is not null);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string PlaceOf(string key)
    {
        var place = key[(key.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..].TrimEnd('/');
        place = place.EndsWith("/v1", StringComparison.Ordinal) || place.EndsWith("/v2", StringComparison.Ordinal) ? place[..^3] : place;
        return place == "index.docker.io" ? RegistryName.DefaultHost : place;
    }

    private static bool Fits(string place, RegistryName name)
    {
        var whole = $"{name.Host}/{name.Repository}";
        return whole.StartsWith(place, StringComparison.OrdinalIgnoreCase) && (whole.Length == place.Length || whole[place.Length] == '/');
    }

    private static RegistryLogin? Login(JsonNode? entry)
    {
        if (entry is not JsonObject fields)
        {
            return null;
        }

        if (fields["username"]?.ToString() is { Length: > 0 } user && fields["password"]?.ToString() is { Length: > 0 } password)
        {
            return new(user, password);
        }

        return fields["auth"]?.ToString() is { Length: > 0 } auth
            && Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0').Split(':', 2) is [{ Length: > 0 } name, { Length: > 0 } word]
            ? new(name, word)
            : null;
    }
}
