using HpcClient.Casting.Ledger;
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
/// <param name="scriptMode">Permissions of scripts.</param>
/// <param name="scriptOnStandardInput">Whether the submit command reads the script from standard input.</param>
public sealed class SubmissionStage(
    WorkFolder folder, LedgerStore ledger, IScheduler scheduler, UnixFileMode scriptMode, bool scriptOnStandardInput)
{
    /// <summary>Submits a batch; each job has its own outcome.</summary>
    /// <exception cref="LedgerFaultException">The ledger cannot be written: nothing further is submitted.</exception>
    public async Task<IReadOnlyList<(JobPlan Plan, SubmissionResult Result)>> SubmitAsync(
        IReadOnlyList<(JobPlan Plan, LedgerEntry Entry)> batch, CancellationToken cancellationToken)
    {
        var intended = batch.Select(job => (job.Plan, Entry: ledger.Write(
            job.Entry with { State = LedgerState.Intended, Nonce = job.Plan.Nonce, Submissions = job.Entry.Submissions + 1, MissingSince = null, Reason = null },
            "about to be submitted",
            $"nonce {job.Plan.Nonce}; {string.Join(' ', job.Plan.Command)}; {job.Plan.Resources.InWords()}"))).ToList();
        foreach (var (plan, _) in intended)
        {
            DurableFile.Write(folder.ScriptOf(plan.Candidate.Id), plan.Script, scriptMode);
        }

        var results = await scheduler.SubmitAsync([.. intended.Select(job => Intent(job.Plan))], cancellationToken);
        for (var i = 0; i < results.Count; i++)
        {
            Remember(intended[i].Entry, results[i]);
        }

        return [.. batch.Select((job, i) => (job.Plan, results[i]))];
    }

    private SubmissionIntent Intent(JobPlan plan) => new()
    {
        JobName = LedgerEntry.NameOf(plan.Candidate.Id),
        Nonce = plan.Nonce,
        ScriptPath = folder.ScriptOf(plan.Candidate.Id),
        Command = plan.Command,
        ScriptOnStandardInput = scriptOnStandardInput,
        Resources = plan.Resources,
        OutputPath = folder.QueueLogOf(plan.Candidate.Id),
    };

    private void Remember(LedgerEntry entry, SubmissionResult result) => _ = result switch
    {
        SubmissionResult.Accepted accepted => ledger.Write(
            entry with { State = LedgerState.Submitted, SchedulerJobId = accepted.SchedulerJobId }, $"{scheduler.Name} took it as job {accepted.SchedulerJobId}"),
        SubmissionResult.Refused refused => ledger.Write(
            entry with { State = LedgerState.Admitted, Reason = refused.Reason }, "the scheduler did not take it", refused.Reason),
        SubmissionResult.Ambiguous ambiguous => ledger.Write(
            entry with { Reason = ambiguous.Reason }, "nobody knows whether the scheduler took it; its name will be looked up", ambiguous.Reason),
        _ => throw new InvalidOperationException($"An outcome of submission that nobody handles: {result}"),
    };
}
