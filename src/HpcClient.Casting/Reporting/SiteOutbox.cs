using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Reporting;

/// <summary>
/// Brings the site what it must learn. All of it stands in the ledger first and stays there until the site has acknowledged
/// it or refused it for good, so a site that is away delays the word and never loses it. Messages of one job go out in order.
/// </summary>
/// <param name="site">The site.</param>
/// <param name="ledger">Our memory.</param>
/// <param name="context">Clock and log.</param>
public sealed class SiteOutbox(IJobSite site, LedgerStore ledger, WatchContext context)
{
    /// <summary>How rows of the history begin that tell of what the site took.</summary>
    internal const string Told = "the site was told: ";

    /// <summary>The same of what it will never take.</summary>
    internal const string RefusedForGood = "the site refused for good: ";

    /// <summary>Messages under way at one time, each of another job.</summary>
    private const int Concurrency = 8;

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly MessageSender _sender = new(site);

    /// <summary>Sends all that is due. Where the site is away altogether the rest waits for the next pass.</summary>
    public async Task DeliverAsync(CancellationToken cancellationToken)
    {
        var due = ledger.Outbox().GroupBy(message => message.JobId).Where(job => job.First().NextAt <= context.Time.GetUtcNow()).ToList();
        foreach (var some in due.Chunk(Concurrency))
        {
            // The site is asked side by side; the ledger is written by one.
            var open = some.Select(job => new Queue<OutboxMessage>(job)).ToList();
            while (open.Count > 0)
            {
                var outcomes = await Task.WhenAll(open.Select(job => _sender.SendAsync(job.Peek(), cancellationToken)));
                var goOn = open.Zip(outcomes).Where(pair => Settle(pair.First.Dequeue(), pair.Second)).Select(pair => pair.First).ToList();
                if (outcomes.All(outcome => outcome is DeliveryOutcome.Later { Fault.MayPassLater: true }))
                {
                    return;
                }

                open = [.. goOn.Where(job => job.Count > 0)];
            }
        }
    }

    /// <summary>Sends what is due of one job.</summary>
    public async Task DeliverAsync(string jobId, CancellationToken cancellationToken)
    {
        foreach (var message in ledger.Outbox(jobId))
        {
            if (message.NextAt > context.Time.GetUtcNow() || !Settle(message, await _sender.SendAsync(message, cancellationToken)))
            {
                return;
            }
        }
    }

    /// <summary>What a message says, for people.</summary>
    internal static string Words(MessageDraft message) => message.Kind == MessageKind.State ? $"the job is {message.Body}" : message.Body.Trim();

    /// <returns>Whether the next message of the job may go.</returns>
    private bool Settle(OutboxMessage message, DeliveryOutcome outcome)
    {
        if (outcome is DeliveryOutcome.Later later)
        {
            Postpone(message, later);
            return false;
        }

        var entry = ledger.Find(message.JobId)!;
        switch (outcome)
        {
            case DeliveryOutcome.AlreadyOver over:
                ledger.Write(new LedgerChange(AsTold(entry) with { Succeeded = over.State == JobState.Complete }, $"the site has it as {over.State.Word()}") { VoidsMessages = true });
                LogEnd(entry);
                return false;
            case DeliveryOutcome.Gone:
                ledger.Write(new LedgerChange(AsTold(entry), "the site no longer has the job") { VoidsMessages = true });
                return false;
            case DeliveryOutcome.RefusedForGood refused:
                ledger.Write(new LedgerChange(AfterSending(entry, message), $"{RefusedForGood}{Words(message.Content)}", refused.Reason) { Settled = message });
                context.Log.LogWarning("The site refused for good what it was to learn of job {JobId} ({Message}): {Reason}", message.JobId, Words(message.Content), refused.Reason);
                return true;
            default:
                ledger.Write(new LedgerChange(AfterSending(entry, message), $"{Told}{Words(message.Content)}") { Settled = message });
                if (message.Content.Kind == MessageKind.State)
                {
                    LogEnd(entry);
                }

                return true;
        }
    }

    private static LedgerEntry AsTold(LedgerEntry entry) =>
        entry.State is LedgerState.Ended or LedgerState.Lost ? entry with { State = LedgerState.Reported } : entry;

    private static LedgerEntry AfterSending(LedgerEntry entry, OutboxMessage message) =>
        message.Content.Kind == MessageKind.State ? AsTold(entry) : entry;

    private void LogEnd(LedgerEntry entry)
    {
        if (entry.State is LedgerState.Ended or LedgerState.Lost)
        {
            context.Log.LogInformation("Job {JobId} ({Gear}) is over: {Reason}", entry.JobId, entry.Gear, entry.Reason);
        }
    }

    private void Postpone(OutboxMessage message, DeliveryOutcome.Later later)
    {
        var delay = FirstDelay * Math.Pow(2, Math.Min(message.Tries, 10));
        delay = delay > LongestDelay ? LongestDelay : delay;
        ledger.Postpone(message with
        {
            Tries = message.Tries + 1,
            NextAt = context.Time.GetUtcNow() + (later.Fault.RetryAfter > delay ? later.Fault.RetryAfter.Value : delay),
            Problem = later.Fault.Message,
        });
        context.Log.LogWarning("The site could not be told of job {JobId} and will be told again: {Reason}", message.JobId, later.Fault.Message);
    }
}
