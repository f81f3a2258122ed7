using HpcClient.Commands.Serve.Status;

namespace HpcClient.Commands.Serve.Systemd;

/// <summary>
/// Gives signs of life twice in each period of the watchdog, but only while something really progresses: passes, waits
/// between them, answers of site and scheduler. A process that hangs is silent and gets started anew.
/// </summary>
/// <param name="notifier">The service manager.</param>
/// <param name="vitals">How it goes.</param>
/// <param name="time">Clock.</param>
internal sealed class WatchdogBeat(ServiceNotifier notifier, Vitals vitals, TimeProvider time)
{
    /// <summary>Beats until the end; returns at once where nobody watches.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (notifier.WatchdogPeriod is not { } period)
        {
            return;
        }

        using var timer = new PeriodicTimer(period / 2, time);
        for (var last = vitals.Progress; await timer.WaitForNextTickAsync(cancellationToken);)
        {
            if (vitals.Progress is var now && now != last)
            {
                last = now;
                notifier.Watchdog();
            }
        }
    }
}
