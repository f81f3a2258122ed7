using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Verdicts;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Reporting;

/// <summary>Writes down how jobs end together with what the site must learn of it, in one transaction, and then tells it.</summary>
/// <param name="ledger">Our memory.</param>
/// <param name="outbox">Tells the site.</param>
/// <param name="log">Hears what was decided.</param>
public sealed class JobReport(LedgerStore ledger, SiteOutbox outbox, ILogger log)
{
    /// <summary>What a failure that is not the gear's is called at the site.</summary>
    private const string FailureReason = "hpc_failure";

    /// <summary>Refuses a job that may not or cannot run: message in its log, then a final state.</summary>
    public async Task RefuseAsync(LedgerEntry entry, string message, JobState final, CancellationToken cancellationToken)
    {
        ledger.Write(new LedgerChange(entry with { State = LedgerState.Refused, Succeeded = false, Reason = message.Trim() }, "refused", message.Trim())
        {
            Messages = [MessageDraft.Log(message), MessageDraft.State(final)],
        });
        log.LogWarning("Job {JobId} ({Gear}) was refused: {Reason}", entry.JobId, entry.Gear, message.Trim().ReplaceLineEndings(" "));
        await outbox.DeliverAsync(entry.JobId, cancellationToken);
    }

    /// <summary>Ends a job as the verdict says.</summary>
    /// <param name="entry">The job.</param>
    /// <param name="verdict">How it ended.</param>
    /// <param name="attempt">Its last submission, closed; null when it has none on record.</param>
    /// <param name="cancellationToken">Gives up telling, not the end.</param>
    public async Task EndAsync(LedgerEntry entry, Verdict verdict, LedgerAttempt? attempt, CancellationToken cancellationToken)
    {
        var state = verdict.SiteKnows ? LedgerState.Reported : verdict.IsLost ? LedgerState.Lost : LedgerState.Ended;
        ledger.Write(new LedgerChange(
            entry with { State = state, Succeeded = verdict.Succeeded, Reason = verdict.Reason, ExpectedStart = null, JobsAhead = null, MissingSince = null, CancelledAt = null },
            verdict.Reason,
            $"witness: {verdict.Witness}{(verdict.Cause == EndCause.Cancelled ? "; cancelled" : "")}{(verdict.SiteKnows ? "; the site has acknowledged it to the engine" : "")}")
        {
            Attempt = attempt,
            Messages = verdict.SiteKnows ? [] : [MessageDraft.Log($"fw-hpc-client: {verdict.Reason}"), Final(verdict)],
        });
        if (verdict.SiteKnows)
        {
            log.LogInformation("Job {JobId} ({Gear}) is over: {Reason}", entry.JobId, entry.Gear, verdict.Reason);
        }

        await outbox.DeliverAsync(entry.JobId, cancellationToken);
    }

    private static MessageDraft Final(Verdict verdict) => verdict switch
    {
        { Succeeded: true } => MessageDraft.State(JobState.Complete),
        { Cause: EndCause.Cancelled } => MessageDraft.State(JobState.Cancelled),
        _ => MessageDraft.State(JobState.Failed, FailureReason),
    };
}
