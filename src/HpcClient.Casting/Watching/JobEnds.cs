using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Submission;
using HpcClient.Casting.Verdicts;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Watching;

/// <summary>Takes jobs that are over at the scheduler to their end: verdict, policy, then another submission or the word to the site.</summary>
/// <param name="folder">Where claims and end records lie.</param>
/// <param name="settings">Policies.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="outbox">Tells the site.</param>
/// <param name="context">Clock and log.</param>
public sealed class JobEnds(WorkFolder folder, CastSettings settings, LedgerStore ledger, SiteOutbox outbox, WatchContext context)
{
    private readonly JobReport _report = new(ledger, outbox, context.Log);
    private readonly ResubmissionRule _rule = new(settings);
    private readonly RecordedEnds _recorded = new(folder);

    /// <summary>Takes in that the scheduler says a job is over.</summary>
    /// <returns>Whether it was settled; false while it is too early to say.</returns>
    public async Task<bool> TakeAsync(LedgerEntry entry, Observation seen, CancellationToken cancellationToken)
    {
        if (entry.CancelledAt is not null)
        {
            Supersede(entry, seen);
            return true;
        }

        // An earlier submission that counted as never made may have been made after all. Its engine then has the claim, and
        // the engine of this one has ended without touching anything.
        if (seen.ExitCode == ClaimRecord.TwinExitCode && TryAdopt(entry))
        {
            return true;
        }

        var end = EndOf(entry);
        if (VerdictJudge.Judge(entry.Scheduler, seen, end, context.Time.GetUtcNow()) is not { } verdict)
        {
            return false;
        }

        await SettleAsync(entry, verdict, seen, end, cancellationToken);
        return true;
    }

    /// <summary>
    /// Whether an engine has brought the present submission to an end that no other run would change, whatever the scheduler
    /// says of it now: the site knows it, or the gear has run to its own end.
    /// </summary>
    public bool IsEndedByEngine(LedgerEntry entry) => _recorded.Has(entry.JobId)
        && EndOf(entry) is { LeftToClient: false } end && (end.SiteAcknowledged || end.Outcome is EndOutcome.Complete or EndOutcome.GearFailed);

    /// <summary>Takes in that neither queue nor accounting have known a job for long.</summary>
    public async Task ForgottenAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        if (entry.CancelledAt is not null)
        {
            Supersede(entry, null);
            return;
        }

        var end = EndOf(entry);
        await SettleAsync(entry, VerdictJudge.OfForgotten(entry, entry.Scheduler, end), null, end, cancellationToken);
    }

    /// <summary>
    /// Settles a job that is about to be submitted again by what an engine did after all: one on a node that was cut off may
    /// have brought it to an end since, and one whose submission counted as never made may be at work.
    /// </summary>
    /// <returns>Whether there is nothing to submit.</returns>
    public async Task<bool> IsSettledByEngineAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        // The fence first: what is not recorded before it, no engine of these will record.
        var attempts = ledger.Attempts(entry.JobId);
        new ClaimFence(folder).Raise(entry.JobId, attempts);
        if (EndOf(entry) is { LeftToClient: false } end)
        {
            var verdict = VerdictJudge.OfForgotten(entry, entry.Scheduler, end);
            await _report.EndAsync(entry, verdict, attempts is [.., var last] ? AttemptClosing.Close(last, verdict, null, end, context.Time.GetUtcNow()) : null, cancellationToken);
            return true;
        }

        return TryAdopt(entry);
    }

    /// <summary>Follows the scheduler job whose engine has claimed a job, where that is another one than we know of.</summary>
    /// <returns>Whether there is one.</returns>
    public bool TryAdopt(LedgerEntry entry)
    {
        var prefix = $"{entry.Scheduler}:";
        if (RecordFile.ReadClaim(folder.ClaimOf(entry.JobId)) is not { SchedulerJob: { } theirs } claim
            || !theirs.StartsWith(prefix, StringComparison.Ordinal) || theirs[prefix.Length..] == entry.SchedulerJobId)
        {
            return false;
        }

        var id = theirs[prefix.Length..];
        ledger.Write(new LedgerChange(
            entry with { State = LedgerState.Submitted, SchedulerJobId = id, MissingSince = null, Reason = null },
            $"an engine has claimed it, in job {id} of {entry.Scheduler}, which is followed from now on",
            $"claim of {claim.Host}, process {claim.ProcessId}, at {claim.At:u}")
        {
            Attempt = ledger.Attempts(entry.JobId) is [.., var last] ? last with { SchedulerJobId = id } : null,
        });
        return true;
    }

    private async Task SettleAsync(LedgerEntry entry, Verdict verdict, Observation? seen, EndRecord? end, CancellationToken cancellationToken)
    {
        var attempts = ledger.Attempts(entry.JobId);
        var closed = attempts is [.., var last] ? AttemptClosing.Close(last, verdict, seen, end, context.Time.GetUtcNow()) : null;
        var (again, whyNot) = verdict.Succeeded || verdict.EngineDecided ? (null, null) : _rule.Decide(verdict.Cause, verdict.IsLost, attempts, seen);
        if (again is null)
        {
            await _report.EndAsync(entry, verdict with { Remedy = $"{verdict.Remedy} {whyNot}".Trim() }, closed, cancellationToken);
            return;
        }

        var words = $"{verdict.What} {again.Sentence}";
        ledger.Write(new LedgerChange(
            entry with
            {
                State = LedgerState.Admitted,
                Reason = again.Sentence,
                NextMemoryBytes = again.MemoryBytes ?? entry.NextMemoryBytes,
                NextWalltime = again.Walltime ?? entry.NextWalltime,
                MissingSince = null,
                Node = null,
                HeartbeatAt = null,
            },
            words,
            $"witness: {verdict.Witness}; on_end: {again.Cause}")
        {
            Attempt = closed,
            Messages = [MessageDraft.Log($"fw-hpc-client: {words}")],
        });
        context.Log.LogInformation("Job {JobId} ({Gear}) ended and is submitted again: {Reason}", entry.JobId, entry.Gear, words);
        await outbox.DeliverAsync(entry.JobId, cancellationToken);
    }

    // The site has ended the job, so there is nothing to tell it.
    private void Supersede(LedgerEntry entry, Observation? seen)
    {
        var verdict = new Verdict(false, "It was cancelled.", Verdict.Nobody, EndCause.Cancelled);
        ledger.Write(new LedgerChange(
            entry with { State = LedgerState.Superseded, Succeeded = false, CancelledAt = null, MissingSince = null },
            seen is null ? $"{entry.Scheduler} no longer knows its job, which was being cancelled" : "its scheduler job is gone",
            seen is null ? "" : $"{seen.Witness}: {seen.RawState}")
        {
            Attempt = ledger.Attempts(entry.JobId) is [.., var last] ? AttemptClosing.Close(last, verdict, seen, EndOf(entry), context.Time.GetUtcNow()) : null,
        });
        context.Log.LogInformation("Job {JobId} ({Gear}) was taken out of {Scheduler}: {Reason}", entry.JobId, entry.Gear, entry.Scheduler, entry.Reason);
    }

    // The record of an earlier submission says nothing of this one; but an engine that we adopted may have read the number of
    // its own submission before we made another.
    private EndRecord? EndOf(LedgerEntry entry) =>
        RecordFile.ReadEnd(folder.EndOf(entry.JobId)) is { } end
        && (end.Attempt is null || end.Attempt == entry.Submissions || (entry.SchedulerJobId is { } id && end.SchedulerJob == $"{entry.Scheduler}:{id}"))
            ? end
            : null;
}
