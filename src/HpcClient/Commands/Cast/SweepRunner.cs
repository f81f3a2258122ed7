using HpcClient.Casting.Ledger;
using HpcClient.Casting.Sweeping;
using HpcClient.Casting.Watching;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Setup;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary>Reads the folder, sweeps once and says what came of it.</summary>
/// <param name="folder">The folder.</param>
/// <param name="time">Clock.</param>
/// <param name="log">Log.</param>
/// <param name="format">The log's format: collectors get the summary as a log line too.</param>
internal sealed class SweepRunner(WorkFolder folder, TimeProvider time, ILogger log, LogFormat format)
{
    /// <summary>Runs one sweep.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        if (await new InstallationReader(folder, log).ReadAsync(cancellationToken) is not { } installed)
        {
            return ExitCodes.Settings;
        }

        if ((FolderParts.MakeMissing(folder) ?? FolderCheck.Fault(folder)) is { } fault)
        {
            log.LogError("{Fault}", fault);
            return ExitCodes.Folder;
        }

        try
        {
            return await SweepAsync(installed, started, cancellationToken);
        }
        catch (LedgerFaultException e)
        {
            log.LogError("{Fault}", e.Message);
            return ExitCodes.Folder;
        }
    }

    private async Task<int> SweepAsync(Installed installed, long started, CancellationToken cancellationToken)
    {
        using var ledger = LedgerStore.Open(folder.LedgerFile, time);
        if (ledger.TryTakeLease(LeaseHolder.Me()) is { } holder)
        {
            log.LogInformation("Another sweep is at work (process {Pid} on {Host}); nothing to do.", holder.Process.ProcessId, holder.Host);
            return ExitCodes.Success;
        }

        try
        {
            using var station = new SweepStation(folder, installed, new WatchContext(time, log));
            var report = await station.SweepAsync(ledger, cancellationToken);
            Summarize(report, time.GetElapsedTime(started));
            return ExitCode(report.Problem?.Kind);
        }
        finally
        {
            ledger.ReleaseLease();
        }
    }

    private void Summarize(SweepReport report, TimeSpan runtime)
    {
        Console.WriteLine(report.Summary(runtime));
        if (format == LogFormat.Json)
        {
            log.LogInformation(
                "Launched {Launched}, rejected {Rejected}, skipped {Skipped}, waiting {Waiting} jobs in {RuntimeMs} ms.",
                report.Launched, report.Rejected, report.Skipped, report.Waiting, (long)runtime.TotalMilliseconds);
        }
    }

    private static int ExitCode(SweepProblemKind? problem) => problem switch
    {
        null => ExitCodes.Success,
        SweepProblemKind.Settings => ExitCodes.Settings,
        SweepProblemKind.Site => ExitCodes.Site,
        SweepProblemKind.Scheduler => ExitCodes.Scheduler,
        _ => ExitCodes.Folder,
    };
}
