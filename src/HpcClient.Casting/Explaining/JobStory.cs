using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Explaining;

/// <summary>All that is known of one job on the cluster's side.</summary>
/// <param name="Entry">Where it is.</param>
/// <param name="History">How it came there, oldest first.</param>
/// <param name="Files">Those of its files that exist.</param>
/// <param name="End">The engine's end record; null when there is none or it cannot be read.</param>
public sealed record JobStory(LedgerEntry Entry, IReadOnlyList<LedgerTransition> History, IReadOnlyList<StoryFile> Files, EndRecord? End)
{
    /// <summary>Its submissions, oldest first.</summary>
    public IReadOnlyList<LedgerAttempt> Attempts { get; init; } = [];

    /// <summary>What the site has not acknowledged, in order.</summary>
    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>What operators asked for, oldest first.</summary>
    public IReadOnlyList<LedgerOrder> Orders { get; init; } = [];

    /// <summary>How it ended and on whose word; null while nobody has said so of its last submission.</summary>
    public StoryVerdict? Verdict => StoryVerdict.Of(this);

    /// <summary>What its state means.</summary>
    public string Meaning => StateWords.Meaning(Entry);

    /// <summary>What to do next.</summary>
    public string Next => StateWords.Next(Entry);
}
