using HpcClient.Casting.Ledger;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Resetting;
using HpcClient.Posix.Files;
using HpcClient.Scheduling.Submission;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Sweeping;

/// <summary>Hands planned jobs over to the scheduler, some at a time; in a dry run it only says what it would do.</summary>
/// <param name="parts">Ledger, folder, submission and log.</param>
/// <param name="tally">Counts.</param>
internal sealed class JobHandover(SweepParts parts, SweepTally tally)
{
    /// <summary>Jobs submitted between two writes of outcomes: what a crash can leave to be looked up.</summary>
    private const int BatchSize = 8;

    private readonly List<(JobPlan Plan, LedgerEntry Entry)> _batch = [];
    private readonly JobRefusal _refusal = new(parts, tally);
    private readonly PlanDisplay _display = new(parts.Settings, parts.Context.Log);

    /// <summary>Takes a planned job; it is submitted with its batch.</summary>
    public async Task AddAsync(JobPlan plan, LedgerEntry entry, bool isNew, CancellationToken cancellationToken)
    {
        _display.Show(plan);
        if (parts.Settings.DryRun)
        {
            Pretend(plan);
            return;
        }

        if (isNew)
        {
            entry = parts.Ledger.Write(entry with { State = LedgerState.Admitted }, "found at the site and admitted", plan.Candidate.Gear);
        }

        _batch.Add((plan, entry));
        if (_batch.Count == BatchSize)
        {
            await FlushAsync(cancellationToken);
        }
    }

    /// <summary>Submits what has gathered when <paramref name="jobId"/> is among it.</summary>
    public Task FlushWithAsync(string jobId, CancellationToken cancellationToken) =>
        _batch.Any(job => job.Entry.JobId == jobId) ? FlushAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Submits what has gathered.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        var batch = _batch.ToList();
        _batch.Clear();
        foreach (var (plan, result) in await parts.Submission.SubmitAsync(batch, cancellationToken))
        {
            await TakeInAsync(plan, result, cancellationToken);
        }
    }

    private async Task TakeInAsync(JobPlan plan, SubmissionResult result, CancellationToken cancellationToken)
    {
        var job = plan.Candidate;
        switch (result)
        {
            case SubmissionResult.Accepted accepted:
                tally.Launched();
                parts.Context.Log.LogInformation("Job {JobId} ({Gear}) is {Scheduler} job {SchedulerId}: {Resources}.", job.Id, job.Gear, parts.Scheduler.Name, accepted.SchedulerJobId, plan.Resources.InWords());
                break;
            case SubmissionResult.Refused { WorthRetrying: false } refused:
                await _refusal.FailAsync(parts.Ledger.Find(job.Id)!, job, $"The HPC cluster did not take the job. {refused.Reason}", cancellationToken);
                break;
            case SubmissionResult.Refused refused:
                tally.Waits();
                tally.Fail(SweepProblemKind.Scheduler, $"{refused.Reason} The job {job.Id} waits and is submitted with a later sweep.");
                break;
            case SubmissionResult.Ambiguous ambiguous:
                tally.Waits();
                tally.Fail(SweepProblemKind.Scheduler, $"{ambiguous.Reason} Whether the job {job.Id} was taken is looked up with the next sweeps.");
                break;
        }
    }

    private void Pretend(JobPlan plan)
    {
        var path = Path.Combine(parts.Folder.Generated, FolderReset.DryRunFolder, Path.GetFileName(parts.Folder.ScriptOf(plan.Candidate.Id)));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.Write(path, plan.Script, DurableFile.OwnerScript);
        parts.Context.Log.LogInformation("Dry run: job {JobId} ({Gear}) would be submitted by: {Command}. The script is in {Path}.", plan.Candidate.Id, plan.Candidate.Gear, string.Join(' ', plan.Command), path);
        tally.Launched();
    }
}
