using System.CommandLine;
using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Orders;
using HpcClient.Commands.Cast;
using HpcClient.Output;

namespace HpcClient.Commands.Jobs.Orders;

/// <summary><c>cancel</c>, <c>retry</c> and <c>forget</c>: ask for something to be done about one job.</summary>
internal static class OrderCommand
{
    /// <summary>The three commands.</summary>
    public static IEnumerable<Command> CreateAll(Option<string> folder) =>
    [
        Create(OrderKind.Cancel, "Cancels one job: at the site, and at the scheduler.", folder),
        Create(OrderKind.Retry, "Lets the site run one job again that is over, as a new job.", folder),
        Create(OrderKind.Forget, "Lets one job be cast again as if it had never been seen, which may run it a second time.", folder),
    ];

    private static Command Create(OrderKind kind, string description, Option<string> folder)
    {
        var job = new Argument<string>("JOB") { Description = "Any part of its Flywheel id, or of its id at the scheduler, that fits no other job." };
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask." };
        var wait = WaitOption.Create();
        var command = new Command(kind.Verb(), description) { job, yes, wait, folder };
        command.SetAction((parse, cancellation) =>
        {
            var work = FolderOption.Read(parse, folder);
            return LedgerLook.Into(
                work,
                ledger => new JobSearch(work, ledger).Find(parse.GetRequiredValue(job)),
                found => found switch
                {
                    FoundJobs.One one when Refused(kind, one.Story, parse.GetValue(yes), cancellation) is { } code => Task.FromResult(code),
                    FoundJobs.One one => new OrderRunner(work, TimeProvider.System, WaitOption.Read(parse, wait)).RunAsync(kind, [one.Story.Entry.JobId], cancellation),
                    FoundJobs.NotOne none => Task.FromResult(NotOne.Say(none)),
                    _ => Task.FromResult(ExitCodes.Failure),
                });
        });
        return command;
    }

    private static int? Refused(OrderKind kind, JobStory story, bool yes, CancellationToken cancellationToken)
    {
        foreach (var line in OrderWords.Before(kind, story))
        {
            Console.WriteLine(line);
        }

        return Confirmation.Ask($"{char.ToUpperInvariant(kind.Verb()[0])}{kind.Verb()[1..]} it?", yes, cancellationToken);
    }
}
