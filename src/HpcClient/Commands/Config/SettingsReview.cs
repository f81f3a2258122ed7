using HpcClient.Commands.Cast;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Config;

/// <summary>Everything that can be said against the settings of a folder without asking site or scheduler.</summary>
internal static class SettingsReview
{
    /// <summary>Reads all of them.</summary>
    /// <returns>Faults and warnings, in the order in which they were found; empty when there are none.</returns>
    public static async Task<IReadOnlyList<CollectedLine>> OfAsync(WorkFolder folder, CancellationToken cancellationToken)
    {
        var log = new CollectedLog();
        var reader = new InstallationReader(folder, log);
        var settings = reader.ReadSettings();
        if (settings is not null)
        {
            reader.CheckTemplates(settings);
            reader.CheckDefaults(settings);
        }

        var credentials = await reader.ReadCredentialsAsync(cancellationToken);
        if (settings is not null && credentials is not null)
        {
            reader.Access(settings, credentials);
        }

        return [.. log.Lines.Where(line => line.Level >= LogLevel.Warning)];
    }
}
