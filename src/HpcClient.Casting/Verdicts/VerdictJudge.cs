using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Verdicts;

/// <summary>
/// Answers: how did it end, on what evidence? The engine's end record speaks first, then the scheduler. Where the engine was
/// told to stop and left the end to us, it says what it saw and the scheduler says why.
/// </summary>
public static class VerdictJudge
{
    /// <summary>How long after the scheduler's end of a job its end record may take to show on a shared folder.</summary>
    public static readonly TimeSpan EndRecordGrace = TimeSpan.FromSeconds(10);

    private const string Engine = "engine";

    /// <summary>Judges a job that the scheduler says is over.</summary>
    /// <param name="scheduler">The scheduler's name, for words.</param>
    /// <param name="seen">What it says.</param>
    /// <param name="end">The engine's end record of this submission, or null.</param>
    /// <param name="now">Now.</param>
    /// <returns>The verdict, or null when it is too early for one.</returns>
    public static Verdict? Judge(string scheduler, Observation seen, EndRecord? end, DateTimeOffset now)
    {
        if (end is { LeftToClient: false })
        {
            return Of(end, seen.Cause);
        }

        if (end is not null)
        {
            return OfBoth(scheduler, seen, end);
        }

        return seen.EndedAt is { } ended && now - ended < EndRecordGrace && ended <= now
            ? null
            : new(false, CauseWords.What(scheduler, seen), scheduler, seen.Cause) { Remedy = CauseWords.Remedy(seen.Cause) };
    }

    /// <summary>Judges a job that neither queue nor accounting know.</summary>
    public static Verdict OfForgotten(LedgerEntry entry, string scheduler, EndRecord? end) => end switch
    {
        { LeftToClient: false } => Of(end, EndCause.Unknown),
        { } => new(false, $"{end.Reason} {scheduler} no longer knows the job, so nobody can say more.", Engine, CauseOf(end) ?? EndCause.Unknown),
        null => new(
            false,
            $"{scheduler} no longer knows the job{(entry.SchedulerJobId is { } id ? $" (its id there was {id})" : "")} and the engine left no word about it, so nobody can say how it ended.",
            Verdict.Nobody,
            EndCause.Unknown)
        {
            Remedy = "Run the job again.",
        },
    };

    private static Verdict Of(EndRecord end, EndCause seen) =>
        new(end.Outcome == EndOutcome.Complete, end.Reason, Engine, end.Outcome switch
        {
            EndOutcome.Complete => EndCause.ScriptSucceeded,
            EndOutcome.Cancelled => EndCause.Cancelled,
            _ => CauseOf(end) ?? seen,
        })
        {
            // Where the engine found the job ended by others, the site's own state is what counts, and it is asked.
            SiteKnows = end.SiteAcknowledged && end.Outcome is not (EndOutcome.Cancelled or EndOutcome.Refused),
            EngineDecided = true,
        };

    private static Verdict OfBoth(string scheduler, Observation seen, EndRecord end)
    {
        // The kernel's own count on the node is better than what accounting sampled.
        var cause = end.EndedBy == EndedBy.OutOfMemory || Explains(seen.Cause) is false ? CauseOf(end) ?? seen.Cause : seen.Cause;
        var told = seen with
        {
            Cause = cause,
            PeakMemoryBytes = end.Usage?.PeakMemoryBytes ?? seen.PeakMemoryBytes,
            MemoryLimitBytes = seen.MemoryLimitBytes ?? end.Usage?.MemoryBytes,
        };
        var witness = $"{Engine} and {scheduler}";
        return Explains(cause)
            ? new(false, CauseWords.What(scheduler, told), witness, cause) { Remedy = CauseWords.Remedy(cause) }
            : new(false, end.Reason, witness, cause);
    }

    private static bool Explains(EndCause cause) => cause is
        EndCause.OutOfMemory or EndCause.TimeLimit or EndCause.NodeFailure or EndCause.Preempted or EndCause.Cancelled or EndCause.LaunchFailure;

    private static EndCause? CauseOf(EndRecord end) => end.EndedBy switch
    {
        EndedBy.OutOfMemory => EndCause.OutOfMemory,
        EndedBy.TimeLimit => EndCause.TimeLimit,
        EndedBy.Site => EndCause.Cancelled,
        _ => null,
    };
}
