using HpcClient.Commands.Cast;
using HpcClient.Flywheel.Access;
using HpcClient.Output;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Credentials;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Config;

/// <summary>One reading of a folder's settings, with everything that can be said against them without asking site or scheduler.</summary>
internal sealed record SettingsReview
{
    /// <summary>Faults and warnings, in the order in which they were found; empty when there are none.</summary>
    public required IReadOnlyList<CollectedLine> Lines { get; init; }

    /// <summary>cast.yml; null when it has faults.</summary>
    public CastSettings? Settings { get; init; }

    /// <summary>credentials.sh; null when it has faults.</summary>
    public CredentialsResult? Credentials { get; init; }

    /// <summary>What the site's client takes; null when any of it does not fit.</summary>
    public SiteAccess? Access { get; init; }

    /// <summary>Reads all of them, once.</summary>
    public static async Task<SettingsReview> OfAsync(WorkFolder folder, CancellationToken cancellationToken)
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
        var access = settings is not null && credentials is not null ? reader.Access(settings, credentials) : null;
        reader.CheckRegistries();
        return new() { Lines = [.. log.Lines.Where(line => line.Level >= LogLevel.Warning)], Settings = settings, Credentials = credentials, Access = access };
    }
}
