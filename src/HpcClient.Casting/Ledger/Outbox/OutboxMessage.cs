namespace HpcClient.Casting.Ledger.Outbox;

/// <summary>A message that the site has not acknowledged. Messages of one job go out in the order of their numbers.</summary>
public sealed record OutboxMessage
{
    /// <summary>Order of writing.</summary>
    public required long Number { get; init; }

    /// <summary>Flywheel job id.</summary>
    public required string JobId { get; init; }

    /// <summary>What it says.</summary>
    public required MessageDraft Content { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often it was sent in vain.</summary>
    public int Tries { get; init; }

    /// <summary>Not to be sent before.</summary>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>Why the last try was in vain.</summary>
    public string? Problem { get; init; }
}
