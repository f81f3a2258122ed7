using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Selection;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Sweeping;

/// <summary>Refuses single jobs: their user reads why in the job's log.</summary>
/// <param name="parts">Site, ledger and log.</param>
/// <param name="tally">Counts.</param>
internal sealed class JobRefusal(SweepParts parts, SweepTally tally)
{
    private readonly JobReport _report = new(parts.Ledger, parts.Outbox, parts.Context.Log);

    /// <summary>Refuses a job that cannot run: failed, or cancelled while pending, from where the site's state machine knows no way to failed.</summary>
    public Task FailAsync(LedgerEntry entry, Candidate candidate, string message, CancellationToken cancellationToken) =>
        RefuseAsync(entry, candidate, message, candidate.Job.State == JobState.Pending ? JobState.Cancelled : JobState.Failed, cancellationToken);

    /// <summary>Refuses a job that may not run.</summary>
    public Task CancelAsync(LedgerEntry entry, Candidate candidate, string message, CancellationToken cancellationToken) =>
        RefuseAsync(entry, candidate, message, JobState.Cancelled, cancellationToken);

    private async Task RefuseAsync(LedgerEntry entry, Candidate candidate, string message, JobState final, CancellationToken cancellationToken)
    {
        var log = parts.Context.Log;
        if (parts.Settings.DryRun)
        {
            log.LogInformation("Dry run: job {JobId} ({Gear}) would be refused: {Reason}", candidate.Id, candidate.Gear, message.Trim());
            tally.Rejected();
            return;
        }

        await _report.RefuseAsync(entry, message, final, cancellationToken);
        tally.Rejected();
    }
}
