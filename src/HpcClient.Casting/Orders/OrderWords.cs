using HpcClient.Casting.Explaining;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Reporting;

namespace HpcClient.Casting.Orders;

/// <summary>What an order will do, for whoever is about to give it.</summary>
public static class OrderWords
{
    /// <summary>Such as <c>cancel</c>.</summary>
    public static string Verb(this OrderKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Where the job is, and what the order will do; safe to print.</summary>
    public static IReadOnlyList<string> Before(OrderKind kind, JobStory story) =>
    [
        $"Job {SafeText.Of(story.Entry.JobId)} ({SafeText.Of(story.Entry.Gear ?? "gear not known")}): {story.Entry.State.Word()}. {SafeText.Whole(story.Meaning)}",
        Consequence(kind, story.Entry),
    ];

    private static string Consequence(OrderKind kind, LedgerEntry entry) => kind switch
    {
        OrderKind.Cancel when entry.State.IsWithScheduler() => $"It will be cancelled at the site and taken out of {SafeText.Of(entry.Scheduler)}; what it has done so far is lost.",
        OrderKind.Cancel => "It will be cancelled at the site.",
        OrderKind.Retry when entry.State is LedgerState.Seen or LedgerState.Admitted => "It waits here and is submitted with the next pass.",
        OrderKind.Retry => "The site will run it again, as a new job that the next sweep casts.",
        _ => "It will be cast again if the site still offers it, so it may run a second time. Its script, queue log, claim and end record are removed; its history stays.",
    };
}
