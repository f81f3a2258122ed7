using HpcClient.Casting.Ledger;
using HpcClient.Casting.Orders;
using HpcClient.Casting.Watching;
using HpcClient.Commands.Cast;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Jobs.Orders;

/// <summary>A pass that a command makes by itself, with the folder's settings.</summary>
/// <param name="folder">The folder.</param>
/// <param name="ledger">Our memory, with its lease taken.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Hears faults and warnings.</param>
internal sealed class OwnPass(WorkFolder folder, LedgerStore ledger, TimeProvider time, ILogger log)
{
    private (CastSettings Settings, SiteAccess Access)? _read;

    /// <summary>Reads settings and credentials.</summary>
    /// <returns>Null when they will do, else the exit code; what is wrong stands in the log then.</returns>
    public async Task<int?> PrepareAsync(CancellationToken cancellationToken)
    {
        var reader = new InstallationReader(folder, log);
        if (reader.ReadSettings() is not { } settings || await reader.ReadCredentialsAsync(cancellationToken) is not { } credentials
            || reader.Access(settings, credentials) is not { } access)
        {
            return ExitCodes.Settings;
        }

        _read = (settings, access);
        return null;
    }

    /// <summary>Carries out all open orders.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (settings, access) = _read ?? throw new InvalidOperationException("The pass was not prepared.");
        using var site = new SiteClient(access, time: time);
        var scheduler = SchedulerRegistry.Create(settings.Cluster, SchedulerPlace.Of(folder, settings, time, log));
        await new OrderPass(new(folder, settings, site, ledger, scheduler)
        {
            Defaults = SchedulerRegistry.Defaults(settings.Cluster)!,
            Context = new WatchContext(time, log),
        }).RunAsync(cancellationToken);
    }
}
