using System.Collections;
using HpcClient.Posix.Files;
using HpcClient.Settings.Folder;

namespace HpcClient.Settings.Credentials;

/// <summary>Finds the site and its secret: in the environment, or else in <c>settings/credentials.sh</c>.</summary>
/// <param name="sourceTimeout">How long bash may take for the file; null for <see cref="DefaultSourceTimeout"/>.</param>
public sealed class CredentialsReader(TimeSpan? sourceTimeout = null)
{
    /// <summary>Default of how long bash may take for <c>credentials.sh</c>.</summary>
    public static readonly TimeSpan DefaultSourceTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Whether a variable of this name is one that is read: of the site, the engine, the container runtime or the network.</summary>
    public static bool Knows(string name) => SourcedFile.Matters(name);

    /// <summary>Reads with the environment of this process.</summary>
    public Task<CredentialsResult> ReadAsync(WorkFolder folder, CancellationToken cancellationToken = default)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            environment[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return ReadAsync(folder, environment, cancellationToken);
    }

    /// <summary>Reads with the given environment.</summary>
    /// <remarks>
    /// The environment alone counts when it names host and secret. Otherwise the file is sourced, and what it sets wins
    /// over the environment, as it does in a job script.
    /// </remarks>
    public async Task<CredentialsResult> ReadAsync(
        WorkFolder folder, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken = default)
    {
        var values = environment.Where(e => SourcedFile.Matters(e.Key)).ToDictionary(e => e.Key, e => e.Value, StringComparer.Ordinal);
        var inEnvironment = CredentialsCheck.IsComplete(values);
        var path = folder.CredentialsFile;
        if (File.Exists(path))
        {
            if (PrivateFile.Fault(path) is { } open)
            {
                var split = open.IndexOf(" Run: ", StringComparison.Ordinal);
                return Refused(path, split < 0 ? open : open[..split], split < 0 ? "" : open[(split + 1)..]);
            }

            if (!inEnvironment)
            {
                var (sourced, problem, remedy) = await SourcedFile.ReadAsync(path, sourceTimeout ?? DefaultSourceTimeout, cancellationToken);
                if (sourced is null)
                {
                    return Refused(path, problem, remedy);
                }

                foreach (var (name, value) in sourced)
                {
                    values[name] = value;
                }
            }
        }
        else if (!inEnvironment)
        {
            return Refused(path, "There is no such file, and the environment does not name the site either.", "Run 'fw-hpc-client setup' to make the file, then fill it in.");
        }

        return CredentialsCheck.Check(values, inEnvironment ? "environment" : path);
    }

    private static CredentialsResult Refused(string path, string problem, string remedy) =>
        new(null, EnvironmentValues.Empty, [new(path, 0, 0, "", problem, remedy)]);
}
