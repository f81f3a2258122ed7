using System.Globalization;
using HpcClient.Flywheel.Access;
using HpcClient.Output;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Credentials;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary>Reads the settings of a folder and says all that is wrong with them.</summary>
/// <param name="folder">The folder.</param>
/// <param name="log">Hears warnings.</param>
internal sealed class InstallationReader(WorkFolder folder, ILogger log)
{
    /// <summary>cast.yml; null when it has faults, which then stand on standard error.</summary>
    public CastSettings? ReadSettings()
    {
        var read = CastSettingsReader.Read(folder.CastFile);
        foreach (var warning in read.Warnings)
        {
            log.LogWarning("{Warning}", warning);
        }

        foreach (var fault in read.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        if (read.Settings is not { } settings)
        {
            return null;
        }

        if ((SchedulerRegistry.Fault(settings.Cluster) ?? ScriptPaths.Fault(folder.Root)) is { } misfit)
        {
            Failure.Say(misfit, ExitCodes.Settings);
            return null;
        }

        return settings;
    }

    /// <summary>Site and secret; null when they have faults, which then stand on standard error.</summary>
    public async Task<SiteCredentials?> ReadCredentialsAsync(CancellationToken cancellationToken)
    {
        var read = await new CredentialsReader().ReadAsync(folder, cancellationToken);
        foreach (var fault in read.Faults)
        {
            Console.Error.WriteLine(fault);
        }

        return read.Credentials;
    }

    /// <summary>What the site's client takes; null when the address does not fit, which then stands on standard error.</summary>
    public static SiteAccess? Access(SiteCredentials credentials)
    {
        var port = credentials.Port.ToString(CultureInfo.InvariantCulture);
        if (SiteAddress.Read(credentials.Host, port, credentials.Insecure, out var address) is { } misfit)
        {
            Failure.Say(misfit, ExitCodes.Settings);
            return null;
        }

        return new(address!, new DroneSecret(credentials.RevealSecret()));
    }
}
