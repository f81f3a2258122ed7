using System.Globalization;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Commands.Serve.Reloading;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Serve.Passes;

/// <summary>Pass after pass, until it is told to stop.</summary>
/// <param name="context">Folder, clock, log, vitals and service manager.</param>
/// <param name="settings">The settings in force.</param>
/// <param name="hold">The ledger.</param>
/// <param name="hangup">Asks for the settings to be read again.</param>
/// <param name="longest">Longest wait in between; null for what the settings in force say.</param>
internal sealed class PassLoop(ServeContext context, SettingsInForce settings, LedgerHold hold, HangupSignal hangup, TimeSpan? longest)
{
    /// <summary>Time between two looks at a lease that another process has.</summary>
    public static readonly TimeSpan LeaseLook = TimeSpan.FromSeconds(2);

    private readonly CensusTaker _census = new(context.Time);
    private readonly LedgerWakeUp _ledgerWakeUp = new(context.Folder);
    private TimeSpan _wait;

    private PassInterval Interval => PassInterval.UpTo(longest ?? TimeSpan.FromSeconds(settings.Station.Installed.Settings.PollSeconds));

    /// <summary>Runs until <paramref name="cancellationToken"/>, and ends then at the next safe point.</summary>
    /// <param name="wakeUps">What may end a wait early, besides a write of another process to the ledger.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(IReadOnlyList<IWakeUp> wakeUps, CancellationToken cancellationToken)
    {
        var pause = new PassWait(context.Time, context.Vitals, [.. wakeUps, _ledgerWakeUp]);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await settings.RefreshAsync(hangup.Take(), cancellationToken);
                var wait = await TurnAsync(cancellationToken);
                _ledgerWakeUp.Settle();
                await pause.ForAsync(wait, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was under way stands in the ledger; the next start goes on from there.
        }
    }

    /// <returns>How long to wait then.</returns>
    private async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (hold.Take() is not { } ledger)
            {
                var other = hold.Other!;
                context.Vitals.StandsBy(other);
                context.Notifier.Status($"Stands by: process {other.Process.ProcessId} on {other.Host} is at work.");
                return LeaseLook;
            }

            return await PassAsync(ledger, cancellationToken);
        }
        catch (LedgerFaultException e)
        {
            context.PassLog.LogError("{Problem}", e.Message);
            return AfterFault(new() { Problem = new(SweepProblemKind.Folder, e.Message) }, TimeSpan.Zero);
        }
        finally
        {
            context.PassLog.RoundOver();
        }
    }

    private async Task<TimeSpan> PassAsync(LedgerStore ledger, CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        var report = await settings.Station.SweepAsync(ledger, cancellationToken);
        var took = context.Time.GetElapsedTime(started);
        if (report.Problem is { Kind: SweepProblemKind.Folder })
        {
            return AfterFault(report, took);
        }

        context.Vitals.PassEnded(report, took);
        var census = _census.Take(ledger);
        context.Vitals.Counted(census);
        var (slowest, isAway) = settings.Scheduler.Take();
        _wait = Interval.After(_wait, new()
        {
            Took = took,
            Happened = !settings.Station.Installed.Settings.DryRun && (census.Changed || report.Launched + report.Rejected > 0),
            AtEdge = census.AtEdge,
            Away = isAway || report.Problem is not null,
            SlowestAnswer = slowest,
            NeedHeartbeats = census.NeedHeartbeats,
        });
        Tell(report, took, $"{census.WithScheduler} jobs with the scheduler; the next pass in {_wait.TotalSeconds:0} s");
        return _wait;
    }

    // Its disk may have been away, and whatever is open on it be stale.
    private TimeSpan AfterFault(SweepReport report, TimeSpan took)
    {
        hold.Close();
        context.Vitals.PassEnded(report, took);
        _wait = Interval.After(_wait, new() { Took = took, Away = true });
        Tell(report, took, string.Create(CultureInfo.InvariantCulture, $"tried again in {_wait.TotalSeconds:0} s"));
        return _wait;
    }

    private void Tell(SweepReport report, TimeSpan took, string next)
    {
        context.Notifier.Status($"{report.Problem?.Sentence ?? "All is well."} Last pass {context.Time.GetLocalNow():HH:mm:ss}; {next}.");
        if (report.Launched + report.Rejected > 0)
        {
            context.PassLog.LogInformation(
                "Launched {Launched}, rejected {Rejected}, skipped {Skipped}, waiting {Waiting} jobs in {RuntimeMs} ms.",
                report.Launched, report.Rejected, report.Skipped, report.Waiting, (long)took.TotalMilliseconds);
        }
    }
}
