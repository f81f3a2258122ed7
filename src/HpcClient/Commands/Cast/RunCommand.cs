using System.CommandLine;
using HpcClient.Output;
using HpcClient.Settings.Cast;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary><c>run</c>: one sweep. Also what the executable does when it is called without a command, as cron lines of the Python client do.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var quiet = QuietOption();
        var show = ShowConfigOption();
        var command = new Command("run", "Looks for jobs once: submits what is new, follows what the scheduler has, tells the site what is over.") { folder, quiet, show };
        Act(command, folder, quiet, show);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> sweep.</summary>
    public static void Act(Command command, Option<string> folder, Option<bool> quiet, Option<bool> show) =>
        command.SetAction((parse, cancellation) =>
        {
            var log = new StandardErrorLogger(TimeProvider.System, parse.GetValue(quiet) ? LogLevel.Warning : LogLevel.Information);
            var installation = FolderOption.Read(parse, folder);
            return parse.GetValue(show)
                ? ShowConfigAsync(new(installation, log), cancellation)
                : new SweepRunner(installation, TimeProvider.System, log).RunAsync(cancellation);
        });

    /// <summary>The option <c>--quiet</c>.</summary>
    public static Option<bool> QuietOption() => new("--quiet", "-q") { Description = "Log warnings and errors only." };

    /// <summary>The option <c>--show-config</c>.</summary>
    public static Option<bool> ShowConfigOption() => new("--show-config") { Description = "Print the settings as they are understood, the secret as <omitted>, and do nothing else." };

    private static async Task<int> ShowConfigAsync(InstallationReader reader, CancellationToken cancellationToken)
    {
        if (reader.ReadSettings() is not { } settings || await reader.ReadCredentialsAsync(cancellationToken) is not { } credentials)
        {
            return ExitCodes.Settings;
        }

        Console.WriteLine(ShowConfig.Text(settings, credentials).TrimEnd());
        return ExitCodes.Success;
    }
}
