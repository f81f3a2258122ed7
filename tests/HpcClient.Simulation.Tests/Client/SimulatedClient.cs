using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling;
using HpcClient.Simulation.Tests.Cluster;
using HpcClient.Simulation.Tests.Site;

namespace HpcClient.Simulation.Tests.Client;

/// <summary>One host on which the client is started again whenever it died.</summary>
internal sealed class SimulatedClient(World world, string host, Action? whileStalled = null) : IDisposable
{
    // No process has this number: what a client leaves behind when it dies is a lease of nobody.
    private static readonly ProcessIdentity Nobody = new(int.MaxValue, 1);

    private LedgerStore? _ledger;

    /// <summary>One pass, in a new process when the last one died.</summary>
    public void Pass()
    {
        var nerves = new Nerves(world, whileStalled);
        try
        {
            if (!nerves.Live(() => Sweep(nerves)) || !world.Weather.KeepsLedgerOpen)
            {
                Dispose();
            }
        }
        catch (LedgerFaultException e)
        {
            world.Trace.Say("client", e.Message);
            Dispose();
        }
    }

    public void Dispose()
    {
        _ledger?.Dispose();
        _ledger = null;
    }

    private void Sweep(Nerves nerves)
    {
        _ledger ??= LedgerStore.Open(world.Folder.LedgerFile, world.Time.Provider);
        if (_ledger.TryTakeLease(new(host, Nobody, Guid.NewGuid().ToString("N"))) is { } holder)
        {
            world.Trace.Say("client", $"{host} leaves the pass to {holder.Host}");
            return;
        }

        world.Trace.Say("client", $"{host} makes a pass");
        var sweep = new Sweep(new(world.Folder, world.Weather.Settings, new SiteDoor(world, nerves), _ledger, new SchedulerDoor(world, nerves))
        {
            Defaults = SchedulerRegistry.Defaults(world.Weather.Settings.Cluster)!,
            Context = new WatchContext(world.Time.Provider, new TraceLog(world.Trace)),
        });

        // Nothing here waits for anything real, so it is done when it comes back.
        var report = sweep.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        if (report.Problem is { } problem)
        {
            world.Trace.Say("client", $"{problem.Kind}: {problem.Sentence}");
        }

        _ledger.ReleaseLease();
    }
}
