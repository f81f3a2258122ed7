using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Lsf;

/// <summary>Puts together what bjobs knows and, of what it has forgotten, bacct; where that one is not there or says nothing, bhist.</summary>
internal sealed class LsfObserver(LsfQueue queue, LsfAccounting accounting, LsfHistory history, TimeProvider timeProvider)
{
    /// <summary>One queue query; where jobs are absent from it one accounting query, and one of the history for those of which accounting is silent.</summary>
    public async Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken)
    {
        var at = timeProvider.GetUtcNow();
        var problems = new List<string>();
        var asked = timeProvider.GetTimestamp();
        var (inQueue, queueProblem) = await queue.AskAsync(cancellationToken);
        var took = timeProvider.GetElapsedTime(asked);
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
            found.AddRange(ended.Where(job => ids.Contains(job.SchedulerJobId) || names.Contains(job.JobName)));
            ids.ExceptWith(found.Select(job => job.SchedulerJobId));
            var (told, historyProblem) = ids.Count > 0 ? await history.AskAsync(ids, cancellationToken) : ([], null);
            found.AddRange(told.Where(job => ids.Contains(job.SchedulerJobId)));
            accountingAnswered = problem is null || (names.Count == 0 && historyProblem is null && ids.Count > 0);
            if (!accountingAnswered)
            {
                problems.Add(problem!);
            }
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
    }
}
