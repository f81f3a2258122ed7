using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Planning;
using HpcClient.Posix.Files;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Submission;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Submission;

/// <summary>
/// Hands planned jobs to the scheduler, exactly once: the intent is durable before the scheduler hears of the job, and an
/// answer that cannot be read leaves the intent standing, to be resolved by looking the job's name up.
/// </summary>
/// <param name="folder">Where scripts go.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="scheduler">The scheduler.</param>
/// <param name="form">How scripts are handed over.</param>
/// <param name="attempts">Keeps the record of submissions.</param>
internal sealed class SubmissionStage(WorkFolder folder, LedgerStore ledger, IScheduler scheduler, SubmissionForm form, AttemptDesk attempts)
{
    /// <summary>Submits a batch; each job has its own outcome.</summary>
    /// <exception cref="LedgerFaultException">The ledger cannot be written: nothing further is submitted.</exception>
    public async Task<IReadOnlyList<(JobPlan Plan, SubmissionResult Result)>> SubmitAsync(
        IReadOnlyList<(JobPlan Plan, LedgerEntry Entry)> batch, CancellationToken cancellationToken)
    {
        var intended = new List<(LedgerEntry Entry, LedgerAttempt Attempt)>();
        foreach (var (plan, entry) in batch)
        {
            var earlier = ledger.Attempts(entry.JobId);
            var attempt = attempts.Next(plan, entry);
            intended.Add((Promise(plan, entry, attempt), attempt));

            // After the promise: when we die in between, the submission is looked up, found absent and made anew.
            attempts.Prepare(attempt, earlier);
            DurableFile.Write(folder.ScriptOf(entry.JobId), plan.Script, form.ScriptMode);
        }

        var results = await scheduler.SubmitAsync([.. batch.Select(job => Intent(job.Plan))], cancellationToken);
        for (var i = 0; i < results.Count; i++)
        {
            Remember(intended[i].Entry, intended[i].Attempt, results[i]);
        }

        return [.. batch.Select((job, i) => (job.Plan, results[i]))];
    }

    private LedgerEntry Promise(JobPlan plan, LedgerEntry entry, LedgerAttempt attempt) => ledger.Write(new LedgerChange(
        entry with
        {
            State = LedgerState.Intended,
            Nonce = plan.Nonce,
            Submissions = attempt.Number,
            SchedulerJobId = null,
            MissingSince = null,
            Reason = null,
            WaitToldAt = null,
        },
        "about to be submitted",
        $"nonce {plan.Nonce}; {string.Join(' ', plan.Command)}; {attempt.Asked}")
    {
        Attempt = attempt,
    });

    private SubmissionIntent Intent(JobPlan plan) => new()
    {
        JobName = LedgerEntry.NameOf(plan.Candidate.Id),
        Nonce = plan.Nonce,
        ScriptPath = folder.ScriptOf(plan.Candidate.Id),
        Command = plan.Command,
        ScriptOnStandardInput = form.ScriptOnStandardInput,
        Resources = plan.Resources,
        OutputPath = folder.QueueLogOf(plan.Candidate.Id),
    };

    private void Remember(LedgerEntry entry, LedgerAttempt attempt, SubmissionResult result) => _ = result switch
    {
        SubmissionResult.Accepted accepted => ledger.Write(new LedgerChange(
            entry with { State = LedgerState.Submitted, SchedulerJobId = accepted.SchedulerJobId }, $"{scheduler.Name} took it as job {accepted.SchedulerJobId}")
        {
            Attempt = attempt with { SchedulerJobId = accepted.SchedulerJobId },
        }),
        SubmissionResult.Refused refused => ledger.Write(
            entry with { State = LedgerState.Admitted, Submissions = attempt.Number - 1, Reason = refused.Reason }, "the scheduler did not take it", refused.Reason),
        SubmissionResult.Ambiguous ambiguous => ledger.Write(
            entry with { Reason = ambiguous.Reason }, "nobody knows whether the scheduler took it; its name will be looked up", ambiguous.Reason),
        _ => throw new InvalidOperationException($"An outcome of submission that nobody handles: {result}"),
    };
}
