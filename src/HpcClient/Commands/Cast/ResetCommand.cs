using System.CommandLine;

namespace HpcClient.Commands.Cast;

/// <summary><c>reset</c>: empties the folder of scripts and logs that nobody needs any more, and never lets a job run twice.</summary>
internal static class ResetCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would be removed, and remove nothing." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var force = new Option<bool>("--force") { Description = "Also while the scheduler has jobs of ours or a sweep is at work; the files of such jobs are left." };
        var forget = new Option<string[]>("--forget")
        {
            Description = "Let these jobs be cast again, which the scheduler must surely not have; removes nothing else.",
            HelpName = "JOB",
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new Command("reset", "Removes scripts and logs of jobs that are over, and of dry runs. Settings, engine and all that is known of jobs stay, so nothing is cast again.") { folder, dryRun, yes, force, forget };
        command.SetAction((parse, cancellation) =>
        {
            var work = FolderOption.Read(parse, folder);
            var jobs = parse.GetValue(forget) ?? [];
            return jobs.Length > 0
                ? new ForgetRunner(work, TimeProvider.System).RunAsync(jobs, parse.GetValue(dryRun), parse.GetValue(yes), cancellation)
                : new ResetRunner(work, TimeProvider.System).RunAsync(parse.GetValue(dryRun), parse.GetValue(yes), parse.GetValue(force), cancellation);
        });
        return command;
    }
}
