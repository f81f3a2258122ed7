using System.Runtime.CompilerServices;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>The scheduler, as far as it can be asked without a job.</summary>
/// <param name="scheduler">The scheduler.</param>
/// <param name="settings">cast.yml.</param>
/// <param name="time">Clock.</param>
internal sealed class SchedulerChecks(IScheduler scheduler, CastSettings settings, TimeProvider time)
{
    private const string NoJob = "fw-000000000000000000000000";

    public async IAsyncEnumerable<Finding> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string name = "scheduler";
        var tried = $"looked for the commands of {settings.Cluster} and asked it whether it answers";
        if (await scheduler.CheckAsync(cancellationToken) is { } fault)
        {
            yield return Finding.Failed(name, tried, Now(fault), "Until it answers jobs wait, and none is lost. Try its commands by hand as this user, with the PATH that cron or the service has.");
            yield return Finding.Skipped("queue and accounting", "The scheduler comes first.");
            yield break;
        }

        yield return Finding.Ok(name, tried, $"{settings.Cluster} answers.");
        yield return await AccountingAsync(cancellationToken);
    }

    // What the schedulers say is said for sweeps, which go on asking.
    private static string Now(string problem) => problem.Replace("; the next poll asks again.", ".", StringComparison.Ordinal);

    private async Task<Finding> AccountingAsync(CancellationToken cancellationToken)
    {
        const string name = "queue and accounting";
        const string tried = "asked queue and accounting for a job that does not exist";
        var snapshot = await scheduler.ObserveAsync(new() { JobNames = [NoJob], Since = time.GetUtcNow().AddMinutes(-1) }, cancellationToken);
        return !snapshot.QueueAnswered
            ? Finding.Failed(name, tried, Now($"The queue does not answer. {string.Join(' ', snapshot.Problems)}".TrimEnd()), "Until it answers jobs wait, and none is lost. Try the command by hand as this user; where it takes its time, so does each sweep.")
            : snapshot.AccountingAnswered || settings.Cluster is "local" or "base"
                ? Finding.Ok(name, tried, "Both answer.")
                : Finding.Warning(
                    name, tried, Now($"Accounting does not answer. {string.Join(' ', snapshot.Problems)}".TrimEnd()),
                    "Jobs run all the same; how they ended is then known only as long as the scheduler's queue remembers, and 'report' lacks figures. See docs/schedulers.md.");
    }
}
