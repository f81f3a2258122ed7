using HpcClient.Casting.Ledger;
using HpcClient.Casting.Resetting;
using HpcClient.Output;
using HpcClient.Scheduling;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary>Lets single jobs be cast again.</summary>
/// <param name="folder">The folder.</param>
/// <param name="time">Clock.</param>
internal sealed class ForgetRunner(WorkFolder folder, TimeProvider time)
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> jobs, bool dryRun, bool yes, CancellationToken cancellationToken)
    {
        var log = new StandardErrorLogger(time, LogLevel.Warning);
        if (new InstallationReader(folder, log).ReadSettings() is not { } settings)
        {
            return ExitCodes.Settings;
        }

        Console.WriteLine($"These jobs will be cast again if the site still offers them, so they may run a second time: {string.Join(", ", jobs)}");
        if (dryRun)
        {
            return ExitCodes.Success;
        }

        if (Confirmation.Ask("Forget them?", yes) is { } refused)
        {
            return refused;
        }

        try
        {
            using var ledger = LedgerStore.Open(folder.LedgerFile, time);
            if (ledger.TryTakeLease(LeaseHolder.Me()) is { } holder)
            {
                return Failure.Say($"A sweep is at work (process {holder.Process.ProcessId} on {holder.Host}). Try again when it is over.", ExitCodes.Failure);
            }

            try
            {
                var scheduler = SchedulerRegistry.Create(settings.Cluster, SchedulerPlace.Of(folder, settings, time, log));
                return await ForgetAsync(new(folder, ledger, scheduler, time), jobs, cancellationToken);
            }
            finally
            {
                ledger.ReleaseLease();
            }
        }
        catch (LedgerFaultException e)
        {
            return Failure.Say(e.Message, ExitCodes.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say($"The folder '{folder.Root}' cannot be changed: {e.Message}", ExitCodes.Folder);
        }
    }

    private static async Task<int> ForgetAsync(JobForgetting forgetting, IReadOnlyList<string> jobs, CancellationToken cancellationToken)
    {
        var code = ExitCodes.Success;
        foreach (var job in jobs)
        {
            if (await forgetting.ForgetAsync(job, cancellationToken) is { } refusal)
            {
                code = Failure.Say(refusal, ExitCodes.Failure);
            }
            else
            {
                Console.WriteLine($"forgot  {job}");
            }
        }

        return code;
    }
}
