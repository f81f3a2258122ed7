using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Submission;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Resetting;

/// <summary>
/// Lets single jobs be cast again, when somebody asks for exactly them and the scheduler surely does not have them. Their
/// history stays, with a row that says so.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="ledger">Our memory, with its lease taken.</param>
/// <param name="scheduler">Is asked for each job.</param>
/// <param name="time">Clock.</param>
public sealed class JobForgetting(WorkFolder folder, LedgerStore ledger, IScheduler scheduler, TimeProvider time)
{
    // Of a job that only the Python client knows nobody has the time of its submission.
    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(30);

    /// <summary>Forgets one job.</summary>
    /// <param name="jobId">Which.</param>
    /// <param name="who">Who asked for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it was done, else one sentence that says why not.</returns>
    public async Task<string?> ForgetAsync(string jobId, string who, CancellationToken cancellationToken)
    {
        if (!JobId.IsValid(jobId))
        {
            return $"'{SafeText.Of(jobId)}' is no job id: 24 digits 0-9 and letters a-f.";
        }

        var entry = ledger.Find(jobId);
        var refusal = entry is null && !File.Exists(folder.ScriptOf(jobId)) ? $"Job {jobId} was never cast from this folder, so there is nothing to forget."
            : entry is { State: LedgerState.Intended } ? $"Nobody knows yet whether the scheduler took job {jobId}. Sweep until that is found out ('fw-hpc-client run'), then try again."
            : await IsThereAsync(jobId, entry, cancellationToken);
        if (refusal is null)
        {
            Forget(jobId, entry, who);
        }

        return refusal;
    }

    private async Task<string?> IsThereAsync(string jobId, LedgerEntry? entry, CancellationToken cancellationToken)
    {
        var name = LedgerEntry.NameOf(jobId);
        if (entry?.SchedulerJobId is null && entry?.State is not LedgerState.Refused && !NamesItself(jobId, name))
        {
            return $"Job {jobId} cannot be looked up: its script does not name it '{name}'. Look for it in the scheduler's queue yourself; when it is not there, remove '{folder.ScriptOf(jobId)}' and try again.";
        }

        var snapshot = await scheduler.ObserveAsync(
            new()
            {
                SchedulerJobIds = entry?.SchedulerJobId is { } id ? [id] : [],
                JobNames = [name],
                Since = entry?.CreatedAt ?? time.GetUtcNow() - LongAgo,
            },
            cancellationToken);
        if (!snapshot.QueueAnswered)
        {
            return $"The scheduler does not answer, so nobody knows whether it has job {jobId}. {string.Join(' ', snapshot.Problems)}".TrimEnd();
        }

        return snapshot.Observations.FirstOrDefault(seen => seen.Phase != SchedulerPhase.Ended) is { } there
            ? $"The scheduler still has job {jobId}, as {there.SchedulerJobId} ({there.RawState}). Cancel the job at the site, or wait for its end."
            : null;
    }

    // A custom script or command may give another name; with the script gone there is nothing to go by but the ledger.
    private bool NamesItself(string jobId, string name) =>
        !File.Exists(folder.ScriptOf(jobId)) || File.ReadAllText(folder.ScriptOf(jobId)).Contains(name, StringComparison.Ordinal);

    private void Forget(string jobId, LedgerEntry? entry, string who)
    {
        if (entry is not null)
        {
            // What the site has not been told of the job would end it there after it was cast again.
            ledger.Write(new LedgerChange(
                entry with { State = LedgerState.Seen, Nonce = null, SchedulerJobId = null, MissingSince = null, CancelledAt = null, Succeeded = null, Reason = null },
                "forgotten because somebody asked for it: it is cast again if the site still offers it",
                $"asked for by {who}")
            {
                VoidsMessages = true,
            });
        }

        // The claim last of all would keep the next engine away. Under another name it tells an engine on a node that was
        // thought lost that the job is no longer its own.
        ClaimFence.SetAside(folder.ClaimOf(jobId), "forgotten");
        // In a folder of the Python client no engine of ours may have made that of the end records yet.
        foreach (var path in ((string[])[folder.EndOf(jobId), folder.QueueLogOf(jobId), folder.ScriptOf(jobId)]).Where(File.Exists))
        {
            File.Delete(path);
        }
    }
}
