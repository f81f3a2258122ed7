using System.CommandLine;
using HpcClient.Output;
using HpcClient.Settings.Cast;

namespace HpcClient.Commands.Cast;

/// <summary><c>run</c>: one sweep. Also what the executable does when it is called without a command, as cron lines of the Python client do.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(SweepOptions options)
    {
        var command = new Command("run", "Looks for jobs once: submits what is new, follows what the scheduler has, tells the site what is over.");
        options.AddTo(command);
        Act(command, options);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> sweep.</summary>
    public static void Act(Command command, SweepOptions options) =>
        command.SetAction((parse, cancellation) =>
        {
            var log = options.Log(parse);
            var folder = FolderOption.Read(parse, options.Folder);
            return parse.GetValue(options.ShowConfig)
                ? ShowConfigAsync(new(folder, log), cancellation)
                : SweepAsync(new(folder, TimeProvider.System, log, options.Format(parse)), cancellation);
        });

    private static async Task<int> SweepAsync(SweepRunner sweep, CancellationToken cancellationToken)
    {
        await using var progress = Progress.Of("looking for jobs", TimeProvider.System);
        return await sweep.RunAsync(cancellationToken);
    }

    private static async Task<int> ShowConfigAsync(InstallationReader reader, CancellationToken cancellationToken)
    {
        await using var progress = Progress.Of("reading the settings", TimeProvider.System);
        if (reader.ReadSettings() is not { } settings || await reader.ReadCredentialsAsync(cancellationToken) is not { } credentials)
        {
            return ExitCodes.Settings;
        }

        Console.WriteLine(ShowConfig.Text(settings, credentials.Credentials).TrimEnd());
        return reader.CheckTemplates(settings) ? ExitCodes.Success : ExitCodes.Settings;
    }
}
