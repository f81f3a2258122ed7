using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Discovery;

namespace HpcClient.Scheduling.Sge;

/// <summary>What Grid Engine tells of queues and projects (<c>qconf</c>).</summary>
internal static class SgeDiscovery
{
    /// <summary>Looks; null where its commands are not.</summary>
    public static async Task<ClusterFacts?> LookAsync(SchedulerContext context, CancellationToken cancellationToken)
    {
        var programs = new SchedulerPrograms(SgeCommands.Family, context);
        if (programs.Find("qsub") is null || programs.Find("qconf") is null)
        {
            return null;
        }

        var facts = new ClusterFacts(SgeDefaults.Name, "Grid Engine");
        var queues = await programs.AskAsync("qconf", ["-sql"], cancellationToken);
        if (queues.Problem is { } problem)
        {
            return facts with { Fault = problem };
        }

        // Verified, not queued.
        var trial = await programs.AskAsync("qsub", ["-w", "v", "-b", "y", "-o", "/dev/null", "-e", "/dev/null", "true"], cancellationToken);
        return facts with
        {
            MaySubmit = trial.Problem is null,
            SubmitProblem = trial.Problem,
            Partitions = [.. Lines(queues.Text).Select(name => new PartitionFacts(name))],

            // Without projects it answers with an error.
            Accounts = [.. Lines((await programs.AskAsync("qconf", ["-sprjl"], cancellationToken)).Text)],
        };
    }

    private static IEnumerable<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
