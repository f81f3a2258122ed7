using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Sge;

/// <summary>Puts together what queue and accounting know: the queue for what lives, the accounting for what ended.</summary>
internal sealed class SgeObserver(SgeQueue queue, SgeAccounting accounting, TimeProvider timeProvider)
{
    // Clocks of two machines differ.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    /// <summary>One queue query, one more where jobs are in error state, one accounting query where jobs are absent from the queue.</summary>
    public async Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken)
    {
        var at = timeProvider.GetUtcNow();
        var ids = query.SchedulerJobIds.ToHashSet();
        var names = query.JobNames.ToHashSet();
        var problems = new List<string>();

        var asked = timeProvider.GetTimestamp();
        var (inQueue, queueProblem) = await queue.AskAsync(cancellationToken);
        var took = timeProvider.GetElapsedTime(asked);
        var found = await ExplainAsync([.. OnePerJob(inQueue.Where(IsWanted))], cancellationToken);
        if (queueProblem is not null)
        {
            problems.Add(queueProblem);
        }

        var accountingAnswered = true;
        var missingIds = ids.Except(found.Select(seen => seen.SchedulerJobId)).ToHashSet();
        var missingNames = names.Except(found.Select(seen => seen.JobName)).ToHashSet();
        if (missingIds.Count + missingNames.Count > 0)
        {
            var (rows, problem) = await accounting.AskAsync(missingIds, missingNames.Count > 0, at - query.Since, cancellationToken);
            accountingAnswered = problem is null;
            if (problem is not null)
            {
                problems.Add(problem);
            }

            // Job numbers begin again some day, and a name comes back when a job is cast anew: what is older is another's.
            var ours = rows.Where(row => (missingIds.Contains(row.JobNumber) || missingNames.Contains(row.JobName)) &&
                !(row.SubmittedAt < query.Since - Slack));
            found.AddRange(SgeAccounting.Ends(ours));
        }

        return new()
        {
            At = at,
            Observations = found,
            QueueAnswered = queueProblem is null,
            AccountingAnswered = accountingAnswered,
            Took = took,
            Problems = problems,
        };

        bool IsWanted(Observation job) => ids.Contains(job.SchedulerJobId) || names.Contains(job.JobName);
    }

    // Tasks of an array have one number: while one lives, the job does.
    private static IEnumerable<Observation> OnePerJob(IEnumerable<Observation> seen) => seen
        .GroupBy(job => job.SchedulerJobId)
        .Select(tasks => tasks.MinBy(task => task.Phase switch { SchedulerPhase.Running => 0, SchedulerPhase.Queued => 1, _ => 2 })!);

    private async Task<List<Observation>> ExplainAsync(List<Observation> seen, CancellationToken cancellationToken)
    {
        var inError = seen.Where(job => job.Phase == SchedulerPhase.Ended).Select(job => job.SchedulerJobId).ToList();
        if (inError.Count == 0)
        {
            return seen;
        }

        var reasons = await queue.ErrorReasonsAsync(inError, cancellationToken);
        return seen.ConvertAll(job => reasons.TryGetValue(job.SchedulerJobId, out var reason) ? job with { Reason = reason } : job);
    }
}
