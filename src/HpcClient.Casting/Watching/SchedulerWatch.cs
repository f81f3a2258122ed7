using HpcClient.Casting.Ledger;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Watching;

/// <summary>Answers: what became of the jobs that the scheduler has? One batched query for all of them.</summary>
/// <param name="ledger">Our memory.</param>
/// <param name="scheduler">The scheduler.</param>
/// <param name="ends">Takes on what is over.</param>
/// <param name="context">Clock and log.</param>
public sealed class SchedulerWatch(LedgerStore ledger, IScheduler scheduler, JobEnds ends, WatchContext context)
{
    private readonly List<LedgerChange> _changes = [];
    private readonly List<LedgerEntry> _notes = [];
    private readonly List<(LedgerEntry Entry, Observation? Seen)> _over = [];
    private readonly WaitNews _waits = new(context);

    /// <summary>Looks once at all jobs that are with the scheduler.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var watched = ledger.Unfinished().Where(e => e.State.IsWithScheduler() && e.Scheduler == scheduler.Name).ToList();
        if (watched.Count == 0)
        {
            return;
        }

        var snapshot = await scheduler.ObserveAsync(Query(watched), cancellationToken);
        foreach (var problem in snapshot.Problems)
        {
            context.Log.LogWarning("{Problem}", problem);
        }

        TakeIn(watched, snapshot);
        await WriteDownAsync(cancellationToken);
    }

    // A submission that Slurm refuses can leave a failed job of the same name behind, and so does an earlier submission of this
    // job. The nonce in the comment tells them apart; where nobody tells comments, as accounting by default, the number does.
    private bool IsOfThisAttempt(Observation seen, LedgerEntry entry) => entry.Nonce is null || string.IsNullOrEmpty(seen.Comment)
        ? !ledger.Attempts(entry.JobId).Any(attempt => attempt.Number != entry.Submissions && attempt.SchedulerJobId == seen.SchedulerJobId)
        : seen.Comment.Contains(entry.Nonce, StringComparison.Ordinal);

    private static ObservationQuery Query(List<LedgerEntry> watched) => new()
    {
        SchedulerJobIds = [.. watched.Select(e => e.SchedulerJobId).OfType<string>()],
        JobNames = [.. watched.Where(e => e.SchedulerJobId is null).Select(e => e.JobName)],
        Since = watched.Min(e => e.CreatedAt) - TimeSpan.FromMinutes(5),
    };

    private void TakeIn(List<LedgerEntry> watched, SchedulerSnapshot snapshot)
    {
        var byId = snapshot.Observations.ToLookup(o => o.SchedulerJobId, StringComparer.Ordinal);
        var byName = snapshot.Observations.ToLookup(o => o.JobName, StringComparer.Ordinal);
        var ownership = new JobOwnership(ledger);
        foreach (var entry in watched)
        {
            var seen = (entry.SchedulerJobId is { } id ? ownership.Of(entry, byId[id]) : byName[entry.JobName].Where(o => IsOfThisAttempt(o, entry)))
                .MaxBy(o => o.StartedAt ?? DateTimeOffset.MinValue);
            if (seen is null)
            {
                Miss(entry, snapshot);
            }
            else
            {
                Follow(entry, seen);
            }
        }

        if (ownership.Warning(scheduler.Name) is { } warning)
        {
            context.Log.LogWarning("{Warning}", warning);
        }
    }

    // Changes of many jobs cost one write to the disk; ends are settled one by one, since each has its own word to the site.
    private async Task WriteDownAsync(CancellationToken cancellationToken)
    {
        if (_changes.Count > 0)
        {
            ledger.Write(_changes);
        }

        ledger.Note(_notes);
        foreach (var (entry, seen) in _over)
        {
            if (seen is null)
            {
                await ends.ForgottenAsync(entry, cancellationToken);
            }
            else if (await ends.TakeAsync(entry, seen, cancellationToken))
            {
                await ClearAsync(seen, cancellationToken);
            }
        }
    }

    private void Follow(LedgerEntry entry, Observation seen)
    {
        if (entry.SchedulerJobId is null)
        {
            entry = ledger.Write(new LedgerChange(
                entry with { State = LedgerState.Submitted, SchedulerJobId = seen.SchedulerJobId, MissingSince = null, Reason = null },
                $"found at {scheduler.Name} by its name, as job {seen.SchedulerJobId}",
                seen.Witness)
            {
                Attempt = ledger.Attempts(entry.JobId) is [.., var last] ? last with { SchedulerJobId = seen.SchedulerJobId } : null,
            });
        }

        if (seen.Phase == SchedulerPhase.Ended || WaitsForNothing(entry, seen))
        {
            _over.Add((entry, seen));
            return;
        }

        var after = entry with
        {
            State = seen.Phase switch
            {
                SchedulerPhase.Queued => LedgerState.Queued,
                SchedulerPhase.Running => LedgerState.Running,
                _ => entry.State,
            },
            MissingSince = null,
        };
        var waits = after.State == LedgerState.Queued;
        after = after with
        {
            // While it is being cancelled, why stays what is said of it.
            Reason = entry.CancelledAt is not null ? entry.Reason : waits ? seen.WaitsFor ?? seen.Reason : seen.Node,
            Node = waits ? null : seen.Node ?? entry.Node,
            ExpectedStart = waits ? seen.ExpectedStart : null,
            JobsAhead = waits ? seen.JobsAhead : null,
        };
        var (told, messages) = _waits.Of(entry, after);
        if (after.State != entry.State || after.Reason != entry.Reason || messages.Count > 0)
        {
            _changes.Add(new(told, $"{scheduler.Name}: {seen.RawState}{Restarted(entry, after, seen)}", after.Reason ?? "") { Messages = messages });
        }
        else if (after != entry)
        {
            _notes.Add(after);
        }
    }

    // A controller that came back with an older state, or an operator's requeue, lets a job wait whose engine is done with it.
    private bool WaitsForNothing(LedgerEntry entry, Observation seen) =>
        seen.Phase == SchedulerPhase.Queued && entry.CancelledAt is null && ends.IsEndedByEngine(entry);

    private static string Restarted(LedgerEntry before, LedgerEntry after, Observation seen) =>
        before.State == LedgerState.Running && after.State == LedgerState.Queued ? ", put back into the queue"
        : seen.RestartCount > 0 && after.State != before.State ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $", start {seen.RestartCount + 1}")
        : "";

    // What is told as over must not start later, because somebody clears its error or its turn comes.
    private async Task ClearAsync(Observation seen, CancellationToken cancellationToken)
    {
        if ((seen.StaysInQueue || seen.Phase == SchedulerPhase.Queued) && await scheduler.CancelAsync(seen.SchedulerJobId, cancellationToken) is { } fault)
        {
            context.Log.LogWarning("{Fault}", fault);
        }
    }

    private void Miss(LedgerEntry entry, SchedulerSnapshot snapshot)
    {
        if (!snapshot.QueueAnswered)
        {
            // Absence proves nothing while the queue does not answer.
            return;
        }

        if (entry.MissingSince is not { } since)
        {
            _notes.Add(entry with { MissingSince = context.Time.GetUtcNow() });
            return;
        }

        var missing = context.Time.GetUtcNow() - since;
        if (missing < TimeSpan.Zero)
        {
            // The clock was set back: what is known of the absence counts from now.
            _notes.Add(entry with { MissingSince = context.Time.GetUtcNow() });
        }
        else if (entry.State == LedgerState.Intended)
        {
            // An engine that has claimed it is better evidence than any absence.
            if (missing >= context.ResubmitAfter && !ends.TryAdopt(entry))
            {
                _changes.Add(new(
                    entry with { State = LedgerState.Admitted, MissingSince = null },
                    $"{scheduler.Name} surely never got it: it will be submitted again",
                    $"'{entry.JobName}' absent from queue and accounting since {since:u}"));
            }
        }
        else if (missing >= (snapshot.AccountingAnswered ? context.LostAfter : context.LostWithoutAccountingAfter) || ends.IsEndedByEngine(entry))
        {
            _over.Add((entry, null));
        }
    }
}
