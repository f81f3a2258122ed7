using HpcClient.Casting.Ledger;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Verdicts;

/// <summary>Answers: how did it end, on what evidence? The engine's end record speaks first, then the scheduler.</summary>
public static class VerdictJudge
{
    /// <summary>How long after the scheduler's end of a job its end record may take to show on a shared folder.</summary>
    public static readonly TimeSpan EndRecordGrace = TimeSpan.FromSeconds(10);

    /// <summary>Judges a job that the scheduler says is over.</summary>
    /// <param name="scheduler">The scheduler's name, for words.</param>
    /// <param name="seen">What it says.</param>
    /// <param name="end">The engine's end record, or null.</param>
    /// <param name="now">Now.</param>
    /// <returns>The verdict, or null when it is too early for one.</returns>
    public static Verdict? Judge(string scheduler, Observation seen, EndRecord? end, DateTimeOffset now)
    {
        if (end is not null)
        {
            return Of(end);
        }

        return seen.EndedAt is { } ended && now - ended < EndRecordGrace && ended <= now
            ? null
            : new(false, CauseWords.Sentence(scheduler, seen), scheduler, seen.Cause == EndCause.Cancelled);
    }

    /// <summary>Judges a job that neither queue nor accounting know.</summary>
    public static Verdict OfForgotten(LedgerEntry entry, string scheduler, EndRecord? end) => end is not null
        ? Of(end)
        : new(false,
            $"{scheduler} no longer knows the job{(entry.SchedulerJobId is { } id ? $" (its id there was {id})" : "")} and the engine left no word about it, so nobody can say how it ended. Run the job again.",
            "nobody");

    private static Verdict Of(EndRecord end) =>
        new(end.Outcome == EndOutcome.Complete, end.Reason, "engine", end.Outcome == EndOutcome.Cancelled);
}
