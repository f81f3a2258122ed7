using System.Globalization;
using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Running;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Ending;

/// <summary>
/// The end records of one job: puts away the one of an earlier run, writes ours, and never over a successor's.
/// </summary>
/// <param name="settings">Settings.</param>
/// <param name="claim">Our claim.</param>
/// <param name="attempt">What the client told of this submission; null when it left no word.</param>
internal sealed class EndBook(EngineSettings settings, HeldClaim claim, AttemptRecord? attempt)
{
    /// <summary>Our claim.</summary>
    public HeldClaim Claim => claim;

    /// <summary>What the client told of this submission; null when it left no word.</summary>
    public AttemptRecord? Attempt => attempt;

    /// <summary>Whether the client wants to decide what the site learns after such an end. An end by itself is always the engine's to tell.</summary>
    public bool IsLeftToClient(EndedBy cause) =>
        cause is EndedBy.OutOfMemory or EndedBy.TimeLimit or EndedBy.Signal && attempt?.LeaveToClient.Contains(cause) == true;

    /// <summary>
    /// Puts away what an earlier run of the same scheduler job left, such as one that was requeued: it would be taken for
    /// the end of this run. An end that the site knows stays, since nothing will come after it.
    /// </summary>
    public void PutAwayEarlier(string jobId)
    {
        var path = settings.Folder.EndOf(jobId);
        if (settings.Scheduler?.ToString() is { } scheduler && RecordFile.ReadEnd(path) is { } end && end.SchedulerJob == scheduler
            && (end.LeftToClient || end is { Outcome: EndOutcome.Stopped or EndOutcome.EngineFailed, SiteAcknowledged: false }))
        {
            var number = 1;
            string Name() => Path.Combine(settings.Folder.Ends, string.Create(CultureInfo.InvariantCulture, $"{jobId}.before-{number}.json"));
            while (File.Exists(Name()))
            {
                number++;
            }

            File.Move(path, Name());
        }
    }

    /// <summary>Writes <paramref name="end"/>, unless the job is a successor's by now.</summary>
    /// <returns>Whether it is written.</returns>
    public bool Write(EndRecord end)
    {
        if (!claim.IsOurs())
        {
            return false;
        }

        RecordFile.WriteEnd(settings.Folder.EndOf(end.JobId), end with
        {
            SchedulerJob = settings.Scheduler?.ToString(),
            Attempt = attempt?.Attempt,
            LeftToClient = IsLeftToClient(end.EndedBy),
        });
        return true;
    }

    /// <summary>Writes the end of a run that never came to its stages.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="verdict">Why it did not.</param>
    /// <param name="siteKnows">Whether the site was told.</param>
    /// <param name="now">Now.</param>
    /// <returns>Whether the job still is ours.</returns>
    public bool WriteEarly(string jobId, JobVerdict verdict, bool siteKnows, DateTimeOffset now)
    {
        // An end that an earlier run of this job has recorded says more than our finding nothing to do.
        if (verdict.Outcome == EndOutcome.Refused && RecordFile.ReadEnd(settings.Folder.EndOf(jobId)) is not null)
        {
            return claim.IsOurs();
        }

        return Write(new()
        {
            JobId = jobId,
            Outcome = verdict.Outcome,
            Reason = verdict.Sentence,
            SiteAcknowledged = siteKnows || verdict.Outcome == EndOutcome.Refused,
            Host = Environment.MachineName,
            StartedAt = now,
            EndedAt = now,
            EndedBy = verdict.EndedBy,
        });
    }
}
