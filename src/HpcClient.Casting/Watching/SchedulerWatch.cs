using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Verdicts;
using HpcClient.Scheduling;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Watching;

/// <summary>Answers: what became of the jobs that the scheduler has? One batched query for all of them.</summary>
/// <param name="folder">Where end records lie.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="scheduler">The scheduler.</param>
/// <param name="reporter">Tells the site of ends.</param>
/// <param name="context">Clock and log.</param>
public sealed class SchedulerWatch(WorkFolder folder, LedgerStore ledger, IScheduler scheduler, SiteReporter reporter, WatchContext context)
{
    /// <summary>Looks once at all jobs that are with the scheduler, and tells the site of those that are over.</summary>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        var unfinished = ledger.Unfinished();
        foreach (var ended in unfinished.Where(e => e.State is LedgerState.Ended or LedgerState.Lost))
        {
            await reporter.TellEndAsync(ended, cancellationToken);
        }

        var watched = unfinished.Where(e => e.State.IsWithScheduler() && e.Scheduler == scheduler.Name).ToList();
        if (watched.Count == 0)
        {
            return;
        }

        var snapshot = await scheduler.ObserveAsync(Query(watched), cancellationToken);
        foreach (var problem in snapshot.Problems)
        {
            context.Log.LogWarning("{Problem}", problem);
        }

        var byId = snapshot.Observations.ToLookup(o => o.SchedulerJobId, StringComparer.Ordinal);
        var byName = snapshot.Observations.ToLookup(o => o.JobName, StringComparer.Ordinal);
        var ownership = new JobOwnership(ledger);
        foreach (var entry in watched)
        {
            var seen = (entry.SchedulerJobId is { } id ? ownership.Of(entry, byId[id]) : byName[entry.JobName].Where(o => IsOfThisAttempt(o, entry)))
                .MaxBy(o => o.StartedAt ?? DateTimeOffset.MinValue);
            await (seen is null ? MissAsync(entry, snapshot, cancellationToken) : FollowAsync(entry, seen, cancellationToken));
        }

        if (ownership.Warning(scheduler.Name) is { } warning)
        {
            context.Log.LogWarning("{Warning}", warning);
        }
    }

    // A submission that Slurm refuses can leave a failed job of the same name behind; the nonce in the comment tells the attempts apart.
    private static bool IsOfThisAttempt(Observation seen, LedgerEntry entry) =>
        entry.Nonce is null || string.IsNullOrEmpty(seen.Comment) || seen.Comment.Contains(entry.Nonce, StringComparison.Ordinal);

    private static ObservationQuery Query(List<LedgerEntry> watched) => new()
    {
        SchedulerJobIds = [.. watched.Select(e => e.SchedulerJobId).OfType<string>()],
        JobNames = [.. watched.Where(e => e.SchedulerJobId is null).Select(e => e.JobName)],
        Since = watched.Min(e => e.CreatedAt) - TimeSpan.FromMinutes(5),
    };

    private async Task FollowAsync(LedgerEntry entry, Observation seen, CancellationToken cancellationToken)
    {
        if (entry.SchedulerJobId is null)
        {
            entry = ledger.Write(
                entry with { State = LedgerState.Submitted, SchedulerJobId = seen.SchedulerJobId, MissingSince = null, Reason = null },
                $"found at {scheduler.Name} by its name, as job {seen.SchedulerJobId}", seen.Witness);
        }

        if (seen.Phase == SchedulerPhase.Ended)
        {
            if (VerdictJudge.Judge(scheduler.Name, seen, RecordFile.ReadEnd(folder.EndOf(entry.JobId)), context.Time.GetUtcNow()) is { } verdict)
            {
                await reporter.ReportAsync(entry, verdict, cancellationToken);
                await ClearAsync(seen, cancellationToken);
            }

            return;
        }

        var state = seen.Phase switch
        {
            SchedulerPhase.Queued => LedgerState.Queued,
            SchedulerPhase.Running => LedgerState.Running,
            _ => entry.State,
        };
        var reason = state == LedgerState.Queued ? seen.Reason : seen.Node;
        if (state != entry.State || reason != entry.Reason)
        {
            ledger.Write(entry with { State = state, Reason = reason, MissingSince = null }, $"{scheduler.Name}: {seen.RawState}", reason ?? "");
        }
        else if (entry.MissingSince is not null)
        {
            ledger.Note(entry with { MissingSince = null });
        }
    }

    // What is told as failed must not start later because somebody clears its error.
    private async Task ClearAsync(Observation seen, CancellationToken cancellationToken)
    {
        if (seen.StaysInQueue && await scheduler.CancelAsync(seen.SchedulerJobId, cancellationToken) is { } fault)
        {
            context.Log.LogWarning("{Fault}", fault);
        }
    }

    private async Task MissAsync(LedgerEntry entry, SchedulerSnapshot snapshot, CancellationToken cancellationToken)
    {
        if (!snapshot.QueueAnswered)
        {
            // Absence proves nothing while the queue does not answer.
            return;
        }

        if (entry.MissingSince is not { } since)
        {
            ledger.Note(entry with { MissingSince = context.Time.GetUtcNow() });
            return;
        }

        var missing = context.Time.GetUtcNow() - since;
        if (entry.State == LedgerState.Intended)
        {
            if (missing >= context.ResubmitAfter)
            {
                ledger.Write(
                    entry with { State = LedgerState.Admitted, MissingSince = null },
                    $"{scheduler.Name} surely never got it: it will be submitted again",
                    $"'{entry.JobName}' absent from queue and accounting since {since:u}");
            }
        }
        else if (missing >= (snapshot.AccountingAnswered ? context.LostAfter : context.LostWithoutAccountingAfter))
        {
            await ReportForgottenAsync(entry, cancellationToken);
        }
    }

    private Task ReportForgottenAsync(LedgerEntry entry, CancellationToken cancellationToken) =>
        reporter.ReportAsync(
            entry, VerdictJudge.OfForgotten(entry, scheduler.Name, RecordFile.ReadEnd(folder.EndOf(entry.JobId))), cancellationToken);
}
