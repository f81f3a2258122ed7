using System.Globalization;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Planning.Resources;
using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Access.Network;
using HpcClient.Output;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Credentials;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Registries;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary>Reads the settings of a folder and says all that is wrong with them.</summary>
/// <param name="folder">The folder.</param>
/// <param name="log">Hears faults and warnings.</param>
internal sealed class InstallationReader(WorkFolder folder, ILogger log)
{
    /// <summary>All that a sweep needs; null when any of it has faults. All faults then stand in the log.</summary>
    public async Task<Installed?> ReadAsync(CancellationToken cancellationToken)
    {
        var settings = ReadSettings();
        var credentials = await ReadCredentialsAsync(cancellationToken);
        return settings is not null && credentials is not null && Access(settings, credentials) is { } access ? new(settings, access) : null;
    }

    /// <summary>cast.yml; null when it has faults, which then stand in the log.</summary>
    public CastSettings? ReadSettings()
    {
        var read = CastSettingsReader.Read(folder.CastFile);
        foreach (var warning in read.Warnings)
        {
            log.LogFault(LogLevel.Warning, warning);
        }

        foreach (var fault in read.Faults)
        {
            log.LogFault(LogLevel.Error, fault);
        }

        if (read.Settings is not { } settings)
        {
            return null;
        }

        if ((SchedulerRegistry.Fault(settings.Cluster) ?? PathFault(settings)) is { } misfit)
        {
            log.LogError("{Fault}", misfit);
            return null;
        }

        return settings;
    }

    // What a script of the administrator's own can take is for him to say.
    private string? PathFault(CastSettings settings) =>
        ScriptPaths.Fault(folder.Root, settings.Script is null ? SchedulerRegistry.Defaults(settings.Cluster)!.RefusedInPaths : "");

    /// <summary>Whether the templates of <paramref name="settings"/> are such; what is wrong with them stands in the log.</summary>
    public bool CheckTemplates(CastSettings settings)
    {
        var (renderer, fault) = ScriptRenderer.Create(folder, settings, SchedulerRegistry.Defaults(settings.Cluster)!);
        if (renderer is null)
        {
            log.LogError("{Fault}", fault);
        }

        return renderer is not null;
    }

    /// <summary>Whether what jobs get by default can be asked of the scheduler; what is wrong with it stands in the log.</summary>
    public bool CheckDefaults(CastSettings settings)
    {
        var fault = new ResourcePlanner(settings, SchedulerRegistry.Defaults(settings.Cluster)!).SettingsFault;
        if (fault is not null)
        {
            log.LogError("{Fault}", fault);
        }

        return fault is null;
    }

    /// <summary>Looks through registries.yml; what is wrong with it stands in the log.</summary>
    public void CheckRegistries()
    {
        foreach (var fault in RegistriesFile.Read(folder.RegistriesFile, out _))
        {
            log.LogFault(LogLevel.Error, fault);
        }
    }

    /// <summary>Site and secret; null when they have faults, which then stand in the log.</summary>
    public async Task<CredentialsResult?> ReadCredentialsAsync(CancellationToken cancellationToken)
    {
        var read = await new CredentialsReader().ReadAsync(folder, cancellationToken);
        foreach (var fault in read.Faults)
        {
            log.LogFault(LogLevel.Error, fault);
        }

        return read.Credentials is null ? null : read;
    }

    /// <summary>What the site's client takes; null when address or network do not fit, which then stands in the log.</summary>
    public SiteAccess? Access(CastSettings settings, CredentialsResult read)
    {
        var credentials = read.Credentials!;
        var port = credentials.Port.ToString(CultureInfo.InvariantCulture);
        SiteNetwork? network = null;
        var misfit = SiteAddress.Read(credentials.Host, port, credentials.Insecure, out var address)
            ?? SiteNetwork.Read(read.Environment, folder.PathOf(settings.CaBundle), out network);
        if (misfit is not null)
        {
            log.LogError("{Fault}", misfit);
            return null;
        }

        return new(address!, new DroneSecret(credentials.RevealSecret())) { Network = network! };
    }
}
