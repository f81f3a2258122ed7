using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>Puts together what bjobs and, for what it has forgotten, bacct know.</summary>
internal sealed class LsfObserver(LsfQueue queue, LsfAccounting accounting, TimeProvider timeProvider)
{
    /// <summary>One queue query, and one accounting query where jobs are absent from it.</summary>
    public async Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken)
    {
        var at = timeProvider.GetUtcNow();
        var problems = new List<string>();
        var (inQueue, queueProblem) = await queue.AskAsync(cancellationToken);
        if (queueProblem is not null)
        {
            problems.Add(queueProblem);
        }

        var ids = query.SchedulerJobIds.ToHashSet();
        var names = query.JobNames.ToHashSet();
        var found = inQueue.Where(job => ids.Contains(job.SchedulerJobId) || names.Contains(job.JobName)).ToList();
        ids.ExceptWith(found.Select(job => job.SchedulerJobId));
        names.ExceptWith(found.Select(job => job.JobName));
        var accountingAnswered = true;
        if (ids.Count + names.Count > 0)
        {
            var (ended, problem) = await accounting.AskAsync(ids, names.Count > 0, query.Since, cancellationToken);
            accountingAnswered = problem is null;
            if (problem is not null)
            {
                problems.Add(problem);
            }

            found.AddRange(ended.Where(job => ids.Contains(job.SchedulerJobId) || names.Contains(job.JobName)));
        }

        return new()
        {
            At = at,
            Observations = found,
            QueueAnswered = queueProblem is null,
            AccountingAnswered = accountingAnswered,
            Problems = problems,
        };
    }
}
