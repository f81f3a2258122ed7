using HpcClient.Engine.Logs;
using HpcClient.Engine.Running;
using HpcClient.Engine.Usage;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Ending;

/// <summary>The last steps of a job: last sentence, whole log, the site's state, the end record.</summary>
internal sealed class JobEnding(JobRun run, LogSender sender, SiteReport report)
{
    private const string LogClosed = "The site took only a part of the log; the rest is in the job's log on the cluster.";
    private const string GearFailure = "gear_failure"; // the only reason in a word that sites are known to use

    /// <summary>Ends the job as <paramref name="verdict"/> says.</summary>
    /// <returns>What was recorded; null when the job is a successor's, which alone may tell of its end.</returns>
    public async Task<EndRecord?> EndAsync(JobVerdict verdict, DateTimeOffset startedAt)
    {
        if (!run.Ends.Claim.IsOurs())
        {
            return null;
        }

        var isLeft = run.Ends.IsLeftToClient(verdict.EndedBy);
        if (!run.IsEndedOnSite)
        {
            run.Log.Say(verdict.Sentence);
        }

        if (isLeft)
        {
            run.Log.Say("What comes next is decided by the cluster's client: it runs the job again, or ends it here, once it knows the cause from the scheduler.");
        }

        var acknowledged = run.IsEndedOnSite || verdict.Outcome == EndOutcome.Cancelled;
        if (!run.IsEndedOnSite)
        {
            run.Log.Say(UsageSentence.Of(run.Meter.Read(), run.Ends.Attempt));
        }

        if (!acknowledged)
        {
            using var patience = new PatienceLimit(run.Settings.Limits, run.Stop, run.Time);
            await sender.FlushAsync(patience.Token);
            acknowledged = !isLeft && await report.EndAsync(verdict.Ticket, Completion(verdict), patience.Token);
        }

        if (sender.IsClosed)
        {
            verdict = verdict with { Sentence = $"{verdict.Sentence} {LogClosed}" };
        }

        // What the site decided meanwhile stands.
        var outcome = !acknowledged && run.Stop.Cause is { EndedBy: EndedBy.Site } cause ? JobVerdict.Of(cause) : verdict;
        var end = new EndRecord
        {
            JobId = run.Job.Id,
            Outcome = outcome.Outcome,
            Reason = run.Log.Mask.Apply(outcome.Sentence),
            SiteAcknowledged = acknowledged || outcome.Outcome == EndOutcome.Cancelled,
            GearExitCode = run.ExitCode,
            Host = Environment.MachineName,
            Runtime = run.Runtime,
            StartedAt = startedAt,
            EndedAt = run.Time.GetUtcNow(),
            PreparationMs = (long)run.Preparation.TotalMilliseconds,
            GearMs = (long)run.Gear.TotalMilliseconds,
            UploadMs = (long)run.Upload.TotalMilliseconds,
            Outputs = run.Outputs,
            EndedBy = outcome.EndedBy,
            Usage = run.Meter.Read(),
        };
        return run.Ends.Write(end) ? end : null;
    }

    private Completion Completion(JobVerdict verdict) => new()
    {
        Success = verdict.Outcome == EndOutcome.Complete,
        FailureReason = verdict.Outcome == EndOutcome.GearFailed ? GearFailure : null,
        Profile = new()
        {
            PreparationTimeMs = (long)run.Preparation.TotalMilliseconds,
            ElapsedTimeMs = (long)run.Gear.TotalMilliseconds,
            UploadTimeMs = (long)run.Upload.TotalMilliseconds,
        },
    };
}
