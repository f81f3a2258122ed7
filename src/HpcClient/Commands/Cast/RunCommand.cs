using System.CommandLine;
using HpcClient.Output;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary><c>run</c>: one sweep. Also what the executable does when it is called without a command, as cron lines of the Python client do.</summary>
internal static class RunCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var quiet = QuietOption();
        var command = new Command("run", "Looks for jobs once: submits what is new, follows what the scheduler has, tells the site what is over.") { folder, quiet };
        Act(command, folder, quiet);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> sweep.</summary>
    public static void Act(Command command, Option<string> folder, Option<bool> quiet) =>
        command.SetAction((parse, cancellation) =>
        {
            var log = new StandardErrorLogger(TimeProvider.System, parse.GetValue(quiet) ? LogLevel.Warning : LogLevel.Information);
            return new SweepRunner(FolderOption.Read(parse, folder), TimeProvider.System, log).RunAsync(cancellation);
        });

    /// <summary>The option <c>--quiet</c>.</summary>
    public static Option<bool> QuietOption() => new("--quiet", "-q") { Description = "Log warnings and errors only." };
}
