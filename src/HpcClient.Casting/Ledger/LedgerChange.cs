using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Outbox;

namespace HpcClient.Casting.Ledger;

/// <summary>All that is written in one transaction when a job changes: where it is, why, and what the site must learn of it.</summary>
/// <param name="Entry">The job after the change.</param>
/// <param name="Cause">One sentence.</param>
/// <param name="Evidence">Who said so, in their words; may be empty.</param>
public sealed record LedgerChange(LedgerEntry Entry, string Cause, string Evidence = "")
{
    /// <summary>The submission that the change is about; null when it is about none.</summary>
    public LedgerAttempt? Attempt { get; init; }

    /// <summary>What the site must learn of it, in order.</summary>
    public IReadOnlyList<MessageDraft> Messages { get; init; } = [];

    /// <summary>A message that the site has acknowledged, or refused for good, with this change.</summary>
    public OutboxMessage? Settled { get; init; }

    /// <summary>Whether all other messages of the job are void with it: the site has ended the job by itself.</summary>
    public bool VoidsMessages { get; init; }
}
