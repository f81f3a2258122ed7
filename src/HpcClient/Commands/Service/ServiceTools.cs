using HpcClient.Commands.Site;
using HpcClient.Posix.Processes;

namespace HpcClient.Commands.Service;

/// <summary>Calls <c>systemctl</c>, <c>crontab</c> and <c>id</c>.</summary>
internal static class ServiceTools
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Whether systemd is at work on this machine (sd_booted(3)).</summary>
    public static bool HasSystemd => Directory.Exists("/run/systemd/system");

    /// <summary>Runs one of them.</summary>
    /// <exception cref="CommandFault">It is missing.</exception>
    public static async Task<ChildResult> RunAsync(string program, string[] arguments, CancellationToken cancellationToken, string? input = null)
    {
        try
        {
            return await ChildProcess.RunAsync(new() { Program = program, Arguments = arguments, StandardInput = input }, Limit, cancellationToken: cancellationToken);
        }
        catch (ProgramNotStartedException e)
        {
            throw new CommandFault(ExitCodes.Failure, $"'{program}' is not on this machine: {e.Message.TrimEnd('.')}. With --print you get what would be installed.");
        }
    }

    /// <summary>Runs one of them, which must succeed.</summary>
    /// <exception cref="CommandFault">It is missing or failed.</exception>
    public static async Task<ChildResult> MustAsync(string program, string[] arguments, CancellationToken cancellationToken, string? input = null)
    {
        var result = await RunAsync(program, arguments, cancellationToken, input);
        return result.Succeeded ? result : throw new CommandFault(ExitCodes.Failure, $"'{program} {string.Join(' ', arguments)}' failed: {result.LastWords.TrimEnd('.')}.");
    }

    /// <summary>The user's table of cron; empty where there is none.</summary>
    /// <exception cref="CommandFault">There is no cron, or it may not be used.</exception>
    public static async Task<string> CronTableAsync(CancellationToken cancellationToken)
    {
        var result = await RunAsync("crontab", ["-l"], cancellationToken);

        // Whoever has no table is told so with exit code 1; another fault must not be taken for an empty table and overwritten.
        return result.Succeeded ? result.Out
            : result.Error.Contains("no crontab for", StringComparison.Ordinal) ? ""
            : throw new CommandFault(ExitCodes.Failure, $"Your table of cron cannot be read: {result.LastWords.TrimEnd('.')}. Ask your administrator whether you may use cron.");
    }
}
