using HpcClient.Engine.Configuration;
using HpcClient.Settings.Registries;

namespace HpcClient.Engine.Images.Registries;

/// <summary>Finds the login for a registry: the admin's in <c>settings/registries.yml</c>, else those of the tools.</summary>
internal sealed class RegistryLogins(EngineSettings settings, IVoice voice)
{
    private IReadOnlyDictionary<string, RegistryLogin>? _own;

    /// <summary>The admin's login for <paramref name="name"/>'s registry; null when he gave none, and tools go by their own.</summary>
    public RegistryLogin? Own(RegistryName name)
    {
        if (_own is null)
        {
            foreach (var fault in RegistriesFile.Read(settings.Folder.RegistriesFile, out _own))
            {
                voice.Say(fault.ToString());
            }

            foreach (var login in _own.Values)
            {
                voice.Hide(login.RevealPassword());
            }
        }

        return _own.GetValueOrDefault(name.Host) ?? _own.GetValueOrDefault(name.ApiHost);
    }

    /// <summary>The login with which a tool would ask; null for none, or one that only the tool knows.</summary>
    /// <param name="name">The image.</param>
    /// <param name="prefix">Beginning of the tool's variables (APPTAINER, SINGULARITY); null where it has none.</param>
    public RegistryLogin? Any(RegistryName name, string? prefix)
    {
        if (Own(name) is { } own)
        {
            return own;
        }

        // Under either name, the tool's own first.
        foreach (var word in prefix is null ? [] : (string[])[prefix, "APPTAINER", "SINGULARITY"])
        {
            if (Variable($"{word}_DOCKER_USERNAME") is { } user && Variable($"{word}_DOCKER_PASSWORD") is { } password)
            {
                return new(user, password);
            }
        }

        return AuthFiles.Find(name, Variable);
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
