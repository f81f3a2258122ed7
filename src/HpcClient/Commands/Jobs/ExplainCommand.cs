using System.CommandLine;
using HpcClient.Casting.Explaining;
using HpcClient.Commands.Cast;
using HpcClient.Output;

namespace HpcClient.Commands.Jobs;

/// <summary><c>explain</c>: tells the whole story of one job.</summary>
internal static class ExplainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Option<string> folder)
    {
        var job = new Argument<string>("JOB") { Description = "Any part of its Flywheel id, or of its id at the scheduler, that fits no other job." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("explain", "Tells the story of one job: where it is, how it came there, its files, its end, what to do. Changes nothing.") { job, json, folder };
        command.SetAction(parse =>
        {
            var work = FolderOption.Read(parse, folder);
            return LedgerLook.Into(
                work,
                ledger => new JobSearch(work, ledger).Find(parse.GetRequiredValue(job)),
                found => found switch
                {
                    FoundJobs.One one => Tell(one.Story, parse.GetValue(json)),
                    FoundJobs.NotOne none => NotOne.Say(none),
                    _ => ExitCodes.Failure,
                });
        });
        return command;
    }

    private static int Tell(JobStory story, bool json)
    {
        if (json)
        {
            using (var output = StandardOutput.Open())
            {
                StoryJson.Write(output, story);
            }

            Console.WriteLine();
            return ExitCodes.Success;
        }

        foreach (var line in new StoryText(TimeZoneInfo.Local, TimeProvider.System.GetUtcNow()).Lines(story))
        {
            Console.WriteLine(line);
        }

        return ExitCodes.Success;
    }
}
