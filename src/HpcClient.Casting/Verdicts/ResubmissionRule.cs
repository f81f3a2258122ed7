using System.Globalization;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Reporting;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Policies;
using HpcClient.Settings.Records;
using HpcClient.Settings.Resources;

namespace HpcClient.Casting.Verdicts;

/// <summary>Answers: is a job that ended without a result submitted again, as <c>on_end</c> in cast.yml says?</summary>
/// <param name="settings">Policies and limits.</param>
internal sealed class ResubmissionRule(CastSettings settings)
{
    /// <summary>Decides.</summary>
    /// <param name="cause">How it ended.</param>
    /// <param name="isLost">Whether nobody knows how.</param>
    /// <param name="attempts">Its submissions; the last is the one that ended.</param>
    /// <param name="seen">What the scheduler says of it; null when nothing.</param>
    /// <returns>The resubmission; or null, and a sentence when policy would have it but cannot.</returns>
    public (Resubmission? Again, string? WhyNot) Decide(EndCause cause, bool isLost, IReadOnlyList<LedgerAttempt> attempts, Observation? seen)
    {
        if (PolicyFor(cause, isLost) is not { } name || settings.OnEnd.For(name) is not { Action: not EndAction.Report } policy || attempts is not [.., var last])
        {
            return (null, null);
        }

        var number = attempts.Count(attempt => attempt != last && PolicyFor(attempt.Cause ?? EndCause.Unknown, attempt.Cause is null or EndCause.Unknown) == name) + 1;
        if (number > policy.Times)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"It was submitted again {policy.Times} {(policy.Times == 1 ? "time" : "times")} for this cause, which is the most that is allowed here."));
        }

        var count = string.Create(CultureInfo.InvariantCulture, $" ({number} of at most {policy.Times})");
        return policy.Action switch
        {
            EndAction.MoreMemory => MoreMemory(name, policy, last, seen, count),
            EndAction.MoreTime => MoreTime(name, policy, last, seen, count),
            _ => (new(name, $"It is submitted again{count}."), null),
        };
    }

    /// <summary>After which ends the engine of the next submission leaves the job to us: always where only the scheduler knows why, else where we may submit again.</summary>
    public IReadOnlyList<EndedBy> LeftToUs(IReadOnlyList<LedgerAttempt> earlier, LedgerAttempt next) =>
        Decide(EndCause.OutOfMemory, false, [.. earlier, next], null).Again is null
            ? [EndedBy.Signal, EndedBy.TimeLimit]
            : [EndedBy.Signal, EndedBy.TimeLimit, EndedBy.OutOfMemory];

    private static PolicyCause? PolicyFor(EndCause cause, bool isLost) => isLost ? PolicyCause.Lost : cause switch
    {
        EndCause.OutOfMemory => PolicyCause.OutOfMemory,
        EndCause.TimeLimit => PolicyCause.TimeLimit,
        EndCause.NodeFailure => PolicyCause.NodeFailure,
        EndCause.Preempted => PolicyCause.Preempted,
        EndCause.LaunchFailure => PolicyCause.LaunchFailure,
        _ => null,
    };

    private (Resubmission? Again, string? WhyNot) MoreMemory(PolicyCause cause, EndPolicy policy, LedgerAttempt last, Observation? seen, string count)
    {
        if ((Known(last.AskedMemoryBytes) ?? Known(seen?.MemoryLimitBytes)) is not { } had)
        {
            return (null, "How much memory it had is not known, so it is not submitted again with more.");
        }

        var most = Least(policy.MaxMemoryBytes, settings.Resources.MaxRamGigabytes * MemoryAmount.Gibibyte);
        return MemoryGrowth.Next(settings.Cluster, last.AskedCpus ?? 1, had, policy.Factor, most) is { } next
            ? (new(cause, $"It is submitted again with {MemoryText.Of(next)} instead of {MemoryText.Of(had)}{count}.") { MemoryBytes = next }, null)
            : (null, $"It had {MemoryText.Of(had)} already, which is the most that is tried here.");
    }

    private (Resubmission? Again, string? WhyNot) MoreTime(PolicyCause cause, EndPolicy policy, LedgerAttempt last, Observation? seen, string count)
    {
        if ((last.AskedWalltime ?? seen?.TimeLimit) is not { } had)
        {
            return (null, "How long it might run is not known, so it is not submitted again with more time.");
        }

        // Schedulers count whole minutes.
        var next = TimeSpan.FromMinutes(Math.Ceiling(had.TotalMinutes * policy.Factor));
        var most = Least(policy.MaxWalltime, settings.Resources.MaxWalltime);
        next = next > most ? most.Value : next;
        return next > had
            ? (new(cause, $"It is submitted again with {WalltimeFormat.Write(next)} instead of {WalltimeFormat.Write(had)}{count}.") { Walltime = next }, null)
            : (null, $"It had {WalltimeFormat.Write(had)} already, which is the most that is tried here.");
    }

    private static long? Known(long? bytes) => bytes > 0 ? bytes : null;

    private static T? Least<T>(T? one, T? other)
        where T : struct, IComparable<T> => one is null ? other : other is null || one.Value.CompareTo(other.Value) < 0 ? one : other;
}
