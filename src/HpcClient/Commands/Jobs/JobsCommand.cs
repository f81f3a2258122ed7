using System.CommandLine;
using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger;
using HpcClient.Commands.Cast;
using HpcClient.Output;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Jobs;

/// <summary><c>jobs</c>: lists what the ledger of a folder knows.</summary>
internal static class JobsCommand
{
    private const int DefaultRows = 100;

    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var state = new Option<string[]>("--state") { Description = "Only jobs in this state; may be given several times.", HelpName = "STATE" };
        state.AcceptOnlyFromAmong([.. Enum.GetValues<LedgerState>().Select(s => s.Word())]);
        var gear = new Option<string?>("--gear") { Description = "Only gears with this in their name.", HelpName = "GEAR" };
        var unfinished = new Option<bool>("--unfinished") { Description = "Only jobs with work left." };
        var limit = new Option<int?>("--limit") { Description = $"At most so many, the newest. Default: {DefaultRows} for the table, all for JSON.", HelpName = "N" };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number > 0))
            {
                result.AddError("--limit takes a whole number from 1.");
            }
        });
        var user = new Option<string?>("--user") { Description = "Only users with this in their name.", HelpName = "USER" };
        var since = TimeOption.Create("--since", "Only jobs that have changed since: how long ago, such as 12h or 2d, or a date in UTC.");
        var watch = new Option<bool>("--watch") { Description = "Show them in the terminal, anew every 2 seconds, until q or Ctrl-C." };
        var json = new Option<bool>("--json") { Description = "Print one JSON array." };
        var command = new Command("jobs", "Lists the jobs that this folder knows, newest first. Changes nothing.") { state, gear, user, since, unfinished, limit, json, watch, folder };
        command.Validators.Add(result =>
        {
            if (result.GetValue(json) && result.GetValue(watch))
            {
                result.AddError("--watch and --json do not go together.");
            }
        });
        command.SetAction((parse, cancellation) =>
        {
            JobFilter Filter() => new()
            {
                States = [.. (parse.GetValue(state) ?? []).Select(word => Enum.Parse<LedgerState>(word, ignoreCase: true))],
                Gear = parse.GetValue(gear),
                User = parse.GetValue(user),
                Since = TimeOption.Read(parse, since, TimeProvider.System.GetUtcNow()),
                UnfinishedOnly = parse.GetValue(unfinished),
            };
            var work = FolderOption.Read(parse, folder);
            return parse.GetValue(watch)
                ? new JobWatch(work, Filter, TimeProvider.System).RunAsync(cancellation)
                : Task.FromResult(LedgerLook.Into(
                    work,
                    ledger => JobList.Read(ledger, Filter()),
                    list => parse.GetValue(json)
                        ? PrintJson(list.Jobs.Take(parse.GetValue(limit) ?? int.MaxValue))
                        : PrintTable(work, list, parse.GetValue(limit) ?? DefaultRows)));
        });
        return command;
    }

    private static int PrintJson(IEnumerable<KnownJob> jobs)
    {
        using (var output = StandardOutput.Open())
        {
            StoryJson.Write(output, jobs);
        }

        Console.WriteLine();
        return ExitCodes.Success;
    }

    private static int PrintTable(WorkFolder folder, JobList list, int limit)
    {
        var (wanted, all) = (list.Jobs, list.All.Values.Sum());
        if (wanted.Count == 0)
        {
            Console.WriteLine(all == 0 ? $"No jobs yet: the folder '{folder.Root}' has cast none." : $"None of the {all} jobs of the folder '{folder.Root}' is such.");
            return ExitCodes.Success;
        }

        foreach (var line in JobTable.Lines(wanted.Take(limit), TimeProvider.System.GetUtcNow(), Screen.Width))
        {
            Console.WriteLine(line);
        }

        if (wanted.Count > limit)
        {
            Console.Error.WriteLine($"{wanted.Count} jobs in all, {limit} of them shown; --limit {wanted.Count} shows all.");
        }

        return ExitCodes.Success;
    }
}
