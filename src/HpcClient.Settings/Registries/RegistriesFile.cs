using HpcClient.Posix.Files;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Yaml;
using YamlDotNet.Core;

namespace HpcClient.Settings.Registries;

/// <summary>Reads <c>settings/registries.yml</c>: logins that the admin gives us for registries.</summary>
public static class RegistriesFile
{
    private const string Example = "registry.example.org: {username: NAME, password: WORD}";
    private static readonly string[] Keys = ["username", "password"];

    /// <summary>Reads the file at <paramref name="path"/>; one that is not there holds no logins.</summary>
    /// <param name="path">The file.</param>
    /// <param name="logins">Logins by host, with port where it has one; those without faults.</param>
    /// <returns>All that is wrong with it. No fault shows a value.</returns>
    public static IReadOnlyList<SettingsFault> Read(string path, out IReadOnlyDictionary<string, RegistryLogin> logins)
    {
        var found = new Dictionary<string, RegistryLogin>(StringComparer.OrdinalIgnoreCase);
        logins = found;
        var faults = new FaultList(path);
        try
        {
            if (!File.Exists(path))
            {
                return [];
            }

            if (PrivateFile.Fault(path) is not null)
            {
                faults.Add("The file holds passwords and is open to other users, so it is not read.", $"Run: chmod 600 '{path}'");
                return faults.Faults;
            }

            Logins(YamlFile.Read(File.ReadAllText(path)), faults, found);
        }
        catch (YamlException e)
        {
            // The parser's own words may quote the line, and with it a password.
            faults.Faults.Add(faults.Fault(e.Start, "", "This is not YAML.", "Look at this line and the one before it; put a password in single quotes."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"The file cannot be read: {e.Message.TrimEnd('.')}.", "Check its owner and the disk.");
        }

        return faults.Faults;
    }

    private static void Logins(YamlValue? document, FaultList faults, Dictionary<string, RegistryLogin> found)
    {
        if (document is null)
        {
            return;
        }

        if (document is not YamlMap { Entries: [({ Text: "registries" }, YamlMap registries)] })
        {
            faults.Add(document, "", "The file must hold the key 'registries:' with one registry a line below it.", $"Write below it: {Example}");
            return;
        }

        foreach (var (host, value) in registries.Entries)
        {
            var key = $"registries.{host.Text}";
            if (value is not YamlMap parts)
            {
                faults.Add(value, key, "This must be username and password.", $"Write it as {Example}.");
                continue;
            }

            if (host.Text.Contains('/', StringComparison.Ordinal))
            {
                faults.Add(host, key, "This must be a registry's host, with its port where it has one.", $"Write it as {Example}.");
                continue;
            }

            var before = faults.Faults.Count;
            foreach (var (name, _) in parts.Entries.Where(part => !Keys.Contains(part.Key.Text)))
            {
                faults.Add(name, $"{key}.{name.Text}", "There is no such key.", "There are username and password.");
            }

            var (user, password) = (Text(parts, "username", key, faults), Text(parts, "password", key, faults));
            if (user is not null && password is not null && faults.Faults.Count == before)
            {
                found[host.Text] = new(user, password);
            }
        }
    }

    private static string? Text(YamlMap parts, string name, string key, FaultList faults)
    {
        var text = parts.Entries.Where(part => part.Key.Text == name).Select(part => part.Value).OfType<YamlText>().FirstOrDefault();
        if (text is { Text.Length: > 0, IsNothing: false } && !text.Text.Any(char.IsControl))
        {
            return text.Text;
        }

        faults.Add(parts, key, $"'{name}' is missing, or is not a text of one line.", $"Write it as {Example}.");
        return null;
    }
}
