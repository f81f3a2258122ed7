using HpcClient.Casting.Ledger;

namespace HpcClient.Casting.Explaining;

/// <summary>Which jobs somebody wants to see.</summary>
public sealed record JobFilter
{
    /// <summary>Only these states; none means all.</summary>
    public IReadOnlyCollection<LedgerState> States { get; init; } = [];

    /// <summary>Only gears with this in their name and version; null for all.</summary>
    public string? Gear { get; init; }

    /// <summary>Only users with this in their name; null for all.</summary>
    public string? User { get; init; }

    /// <summary>Only jobs that have changed since; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only jobs with work left.</summary>
    public bool UnfinishedOnly { get; init; }

    /// <summary>Whether <paramref name="entry"/> is among them.</summary>
    public bool Takes(LedgerEntry entry) =>
        (States.Count == 0 || States.Contains(entry.State))
        && (Gear is null || entry.Gear?.Contains(Gear, StringComparison.OrdinalIgnoreCase) == true)
        && (User is null || entry.User?.Contains(User, StringComparison.OrdinalIgnoreCase) == true)
        && (Since is null || entry.ChangedAt >= Since)
        && !(UnfinishedOnly && entry.State.IsFinal());
}
