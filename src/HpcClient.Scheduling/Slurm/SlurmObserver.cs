using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Puts together what queue and accounting know: the queue for what lives, the accounting for what ended.</summary>
internal sealed class SlurmObserver(
    SlurmQueue queue, SlurmAccounting accounting, SlurmJobTable jobTable, SlurmCompletionFile completionFile, TimeProvider timeProvider)
{
    /// <summary>How long accounting may know less of an end than the queue before the queue's word has to do.</summary>
    public static readonly TimeSpan AccountingLag = TimeSpan.FromMinutes(1);

    /// <summary>One queue query, and one accounting query when some job is not alive in the queue.</summary>
    public async Task<SchedulerSnapshot> ObserveAsync(ObservationQuery query, CancellationToken cancellationToken)
    {
        var at = timeProvider.GetUtcNow();
        var ids = query.SchedulerJobIds.ToHashSet();
        var names = query.JobNames.ToHashSet();
        var problems = new List<string>();
        var found = new Dictionary<string, Observation>();

        var asked = timeProvider.GetTimestamp();
        var (inQueue, queueProblem) = await queue.AskAsync(cancellationToken);
        var took = timeProvider.GetElapsedTime(asked);
        if (queueProblem is not null)
        {
            problems.Add(queueProblem);
        }

        Merge(inQueue);
        var accountingAnswered = await AskAccountingAsync();
        return new()
        {
            At = at,
            Observations = [.. found.Values],
            QueueAnswered = queueProblem is null,
            AccountingAnswered = accountingAnswered,
            Took = took,
            Problems = problems,
        };

        async Task<bool> AskAccountingAsync()
        {
            var alive = found.Values.Where(seen => seen.Phase is SchedulerPhase.Queued or SchedulerPhase.Running).ToList();
            var missingIds = ids.Except(alive.Select(seen => seen.SchedulerJobId)).ToList();

            // A job found by name and ended there is asked for by its name once more: there may be an earlier one.
            var missingNames = names.Except(alive.Select(seen => seen.JobName)).ToList();
            if (missingIds.Count + missingNames.Count == 0)
            {
                return true;
            }

            var answer = await accounting.AskAsync(missingIds, missingNames, at - query.Since, cancellationToken);
            if (answer.Problem is null)
            {
                Merge(accounting.Parse(answer.Text));
                WaitForAccounting();
                return true;
            }

            if (!SlurmAccounting.IsSwitchedOff(answer))
            {
                problems.Add(answer.Problem);
                return false;
            }

            problems.Add("Slurm keeps no accounting here (accounting storage is disabled): how a job ended is known only for MinJobAge (300 s by default) after its end, or from the job completion file where the site keeps one (JobCompType=jobcomp/filetxt).");
            var (inTable, tableProblem) = await jobTable.AskAsync(cancellationToken);
            if (tableProblem is not null)
            {
                problems.Add(tableProblem);
            }

            Merge(inTable);
            if (ids.Any(id => !found.ContainsKey(id)) || names.Except(found.Values.Select(seen => seen.JobName)).Any())
            {
                var (inFile, fileProblem) = await completionFile.AskAsync(IsMissing, query.Since, cancellationToken);
                if (fileProblem is not null)
                {
                    problems.Add(fileProblem);
                }

                Merge(inFile);
            }

            return false;
        }

        bool IsMissing(Observation job) => IsWanted(job) && !found.ContainsKey(job.SchedulerJobId);

        bool IsWanted(Observation job) => ids.Contains(job.SchedulerJobId) || names.Contains(job.JobName);

        // A verdict needs exit code and memory: better a poll later than without them.
        void WaitForAccounting()
        {
            foreach (var job in found.Values.Where(job => job is { Witness: "squeue", Phase: SchedulerPhase.Ended, EndedAt: { } end } && (at - end).Duration() < AccountingLag).ToList())
            {
                found[job.SchedulerJobId] = job with { Phase = SchedulerPhase.Running, Cause = EndCause.None, Reason = "has ended; accounting does not tell how yet" };
            }
        }

        void Merge(IEnumerable<Observation> seen)
        {
            foreach (var job in seen.Where(IsWanted))
            {
                // Only the queue can say that a job waits to run once more.
                if (queueProblem is not null && SlurmState.MayRunAgain(job.Cause))
                {
                    continue;
                }

                // The later witness tells more of an end; but accounting may lag, and then knows less of one than the queue.
                if (!found.TryGetValue(job.SchedulerJobId, out var known) || known.Phase != SchedulerPhase.Ended || job.Phase == SchedulerPhase.Ended)
                {
                    found[job.SchedulerJobId] = known is null ? job : Complete(job, known);
                }
            }
        }
    }

    // Accounting writes a row called "allocation", with gaps, when it hears of a short job's end before its start.
    private static Observation Complete(Observation job, Observation known) => job with
    {
        JobName = known.JobName,
        Comment = job.Comment ?? known.Comment,
        Reason = job.Reason ?? known.Reason,
        CancelledBy = job.CancelledBy ?? known.CancelledBy,
        Node = job.Node ?? known.Node,
        SubmittedAt = job.SubmittedAt ?? known.SubmittedAt,
        StartedAt = job.StartedAt ?? known.StartedAt,
        EndedAt = job.EndedAt ?? known.EndedAt,
        RestartCount = Math.Max(job.RestartCount, known.RestartCount),
        TimeLimit = job.TimeLimit ?? known.TimeLimit,
        Cpus = job.Cpus ?? known.Cpus,
        MemoryLimitBytes = job.MemoryLimitBytes ?? known.MemoryLimitBytes,
        Gpus = job.Gpus ?? known.Gpus,
    };
}
