using HpcClient.Casting.Ledger;
using HpcClient.Casting.Resetting;
using HpcClient.Output;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Upgrading;

namespace HpcClient.Commands.Cast;

/// <summary>Empties a folder of what nobody needs any more, after saying what that is.</summary>
/// <param name="folder">The folder.</param>
/// <param name="time">Clock.</param>
internal sealed class ResetRunner(WorkFolder folder, TimeProvider time)
{
    private const int MostJobsNamed = 5;

    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(bool dryRun, bool yes, bool force, CancellationToken cancellationToken)
    {
        if (!File.Exists(folder.CastFile))
        {
            return Failure.Say($"'{folder.Root}' is no folder of an installation: there is no settings/cast.yml. Name the right one with --folder.", ExitCodes.Settings);
        }

        try
        {
            // Where there is no ledger yet, looking must not make one.
            using var ledger = File.Exists(folder.LedgerFile) ? LedgerStore.Open(folder.LedgerFile, time) : null;
            if (!force && !dryRun && ledger?.TryTakeLease(LeaseHolder.Me()) is { } holder)
            {
                return Failure.Say($"A sweep is at work (process {holder.Process.ProcessId} on {holder.Host}). Try again when it is over, or add --force.", ExitCodes.Failure);
            }

            try
            {
                ResetPlan plan;
                await using (Progress.Of("looking what nobody needs", time))
                {
                    plan = new FolderReset(folder, ledger).Plan();
                }

                return await RemoveAsync(plan, dryRun, yes, force, cancellationToken);
            }
            finally
            {
                ledger?.ReleaseLease();
            }
        }
        catch (LedgerFaultException e)
        {
            return Failure.Say(e.Message, ExitCodes.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Failure.Say($"The folder '{folder.Root}' cannot be emptied: {e.Message}", ExitCodes.Folder);
        }
    }

    private async Task<int> RemoveAsync(ResetPlan plan, bool dryRun, bool yes, bool force, CancellationToken cancellationToken)
    {
        if (plan.AtWork.Count > 0 && !force && !dryRun)
        {
            return Failure.Say($"The scheduler has {Jobs(plan.AtWork)}, or the site does not know their end yet. Sweep until they are over ('fw-hpc-client run'), or add --force, which leaves their files.", ExitCodes.Failure);
        }

        foreach (var file in plan.Files)
        {
            Console.WriteLine($"{(dryRun ? "would remove" : "to remove")}  {file}");
        }

        SayWhatStays(plan);
        if (dryRun || plan.Files.Count == 0)
        {
            Console.WriteLine(dryRun ? $"{plan.Files.Count} files would be removed." : "There is nothing to remove.");
            return ExitCodes.Success;
        }

        if (Confirmation.Ask($"Remove these {plan.Files.Count} files?", yes, cancellationToken) is { } refused)
        {
            return refused;
        }

        Console.WriteLine($"kept  a copy of the settings in {SettingsCopy.Keep(folder, time)}");
        await using var progress = Progress.Of("removing", time);
        foreach (var file in plan.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Delete(file);
        }

        Console.WriteLine($"{plan.Files.Count} files were removed.");
        return ExitCodes.Success;
    }

    private static void SayWhatStays(ResetPlan plan)
    {
        if (plan.AtWork.Count > 0)
        {
            Console.WriteLine($"kept  the files of {Jobs(plan.AtWork)}, which are not over");
        }

        if (plan.Unknown > 0)
        {
            Console.WriteLine($"kept  {plan.Unknown} scripts of jobs that only the Python client knows: they keep these jobs from being cast again");
        }

        Console.WriteLine("kept  settings, engine, and all that is known of jobs");
    }

    private static string Jobs(IReadOnlyList<string> ids) =>
        $"{ids.Count} {(ids.Count == 1 ? "job" : "jobs")} ({string.Join(", ", ids.Take(MostJobsNamed))}{(ids.Count > MostJobsNamed ? ", …" : "")})";
}
