using HpcClient.Engine.Configuration;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Files;
using HpcClient.Settings.Registries;

namespace HpcClient.Engine.Images.Registries;

/// <summary>
/// What a tool that pulls gets in its environment beside ours: the authorities to trust and the admin's login, which
/// therefore stands in no argument list. Podman knows no variables for a login: it gets a file, gone with this object.
/// </summary>
internal sealed class PullEnvironment : IDisposable
{
    private const string FilePrefix = ".registry-login.";

    private string? _file;

    private PullEnvironment()
    {
    }

    /// <summary>Variables to set.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>For Apptainer or Singularity.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="prefix">Beginning of the tool's variables.</param>
    /// <param name="login">The admin's login; null leaves the tool to its own.</param>
    public static PullEnvironment ForApptainer(EngineSettings settings, string prefix, RegistryLogin? login)
    {
        var made = Trusting(settings);
        if (login is not null)
        {
            made.Variables[$"{prefix}_DOCKER_USERNAME"] = login.User;
            made.Variables[$"{prefix}_DOCKER_PASSWORD"] = login.RevealPassword();
        }

        return made;
    }

    /// <summary>For Podman.</summary>
    /// <param name="settings">Settings.</param>
    /// <param name="host">The registry.</param>
    /// <param name="login">The admin's login; null leaves Podman to its own.</param>
    public static PullEnvironment ForPodman(EngineSettings settings, string host, RegistryLogin? login)
    {
        var made = Trusting(settings);
        if (login is not null)
        {
            Directory.CreateDirectory(settings.TempFolder);
            OwnedPath.RemoveDead(settings.TempFolder, FilePrefix);
            made._file = OwnedPath.New(settings.TempFolder, FilePrefix);
            DurableFile.Write(made._file, AuthFiles.Text(host, login));
            made.Variables["REGISTRY_AUTH_FILE"] = made._file;
        }

        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_file is not null)
        {
            File.Delete(_file);
        }
    }

    // All three tools are of Go, whose library reads these two and adds what the other would give: hence both. The same as
    // for the site: these authorities alone.
    private static PullEnvironment Trusting(EngineSettings settings)
    {
        var made = new PullEnvironment();
        if (settings.Network.AuthoritiesPath is { } path)
        {
            var isFolder = Directory.Exists(path);
            made.Variables["SSL_CERT_FILE"] = isFolder ? "/dev/null" : path;
            made.Variables["SSL_CERT_DIR"] = isFolder ? path : "/dev/null";
        }

        return made;
    }
}
