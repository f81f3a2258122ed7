using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Discovery;

namespace HpcClient.Scheduling.Lsf;

/// <summary>What LSF tells of its queues (<c>bqueues</c>; by its public documentation).</summary>
internal static class LsfDiscovery
{
    /// <summary>Looks; null where its commands are not.</summary>
    public static async Task<ClusterFacts?> LookAsync(SchedulerContext context, CancellationToken cancellationToken)
    {
        var programs = new SchedulerPrograms(LsfCommands.Family, context);
        if (programs.Find("bsub") is null)
        {
            return null;
        }

        var facts = new ClusterFacts(LsfDefaults.Name, "LSF");
        var queues = await programs.AskAsync("bqueues", ["-o", "queue_name status"], cancellationToken);
        return queues.Problem is { } problem
            ? facts with { Fault = problem }
            : facts with { Partitions = [.. Rows(queues.Text).Where(row => row[1].StartsWith("Open", StringComparison.Ordinal)).Select(row => new PartitionFacts(row[0]))] };
    }

    private static IEnumerable<string[]> Rows(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length >= 2);
}
