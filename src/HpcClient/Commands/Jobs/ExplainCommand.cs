using System.CommandLine;
using HpcClient.Casting.Explaining;
using HpcClient.Commands.Cast;
using HpcClient.Output;

namespace HpcClient.Commands.Jobs;

/// <summary><c>explain</c>: tells the whole story of one job.</summary>
internal static class ExplainCommand
{
    private const int LongestLabel = 20;

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
            foreach (var piece in Screen.Width is { } width ? Paragraph.Wrap(line, width, Margin(line)) : [line])
            {
                Console.WriteLine(piece);
            }
        }

        return ExitCodes.Success;
    }

    // What goes on stands under what it belongs to: behind the label, where there is one.
    private static string Margin(string line)
    {
        var label = line.IndexOf(": ", StringComparison.Ordinal);
        var text = line.AsSpan(label < 0 || label > LongestLabel ? 0 : label + 1);
        return new(' ', line.Length - text.TrimStart(' ').Length);
    }
}
