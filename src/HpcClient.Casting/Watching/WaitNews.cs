using System.Globalization;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Reporting;

namespace HpcClient.Casting.Watching;

/// <summary>
/// Tells the researcher in the job's log what a job waits for: when it has waited for a while, and again when that changes,
/// but seldom, since schedulers change their minds at every look.
/// </summary>
/// <param name="context">Clock and times.</param>
internal sealed class WaitNews(WatchContext context)
{
    /// <summary>What is to be told, if anything, and the job with that noted.</summary>
    public (LedgerEntry Entry, IReadOnlyList<MessageDraft> Messages) Of(LedgerEntry before, LedgerEntry after)
    {
        var now = context.Time.GetUtcNow();
        if (after.State != LedgerState.Queued || after.CancelledAt is not null || after.Reason is null)
        {
            return (after, []);
        }

        // When it began to wait, as far as we know: a first look must not make a short wait news.
        var since = before.State == LedgerState.Queued ? before.ChangedAt : now;
        var due = after.WaitToldAt is { } told
            ? after.Reason != before.Reason && now - told >= context.WaitNewsInterval
            : now - since >= context.WaitNewsAfter;
        return due ? (after with { WaitToldAt = now }, [MessageDraft.Log($"fw-hpc-client: {Sentence(after)}")]) : (after, []);
    }

    /// <summary>What a job waits for, in one sentence.</summary>
    public static string Sentence(LedgerEntry entry) => $"The job is in the queue of {entry.Scheduler}: {Words(entry)}.";

    /// <summary>What it waits for, with its place in the queue and the expected start where they are known.</summary>
    public static string Words(LedgerEntry entry)
    {
        var ahead = entry.JobsAhead switch
        {
            null or 0 => "",
            1 => "; one job before it",
            var number => string.Create(CultureInfo.InvariantCulture, $"; {number} jobs before it"),
        };
        var start = entry.ExpectedStart is { } expected
            ? string.Create(CultureInfo.InvariantCulture, $"; {entry.Scheduler} expects to start it at {expected.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : "";
        return $"{SafeText.Whole(entry.Reason ?? "waits")}{ahead}{start}";
    }
}
