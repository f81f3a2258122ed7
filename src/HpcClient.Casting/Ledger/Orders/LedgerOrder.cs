namespace HpcClient.Casting.Ledger.Orders;

/// <summary>
/// What an operator asked for. Commands write it without the lease; whoever has the lease carries it out, so that an order
/// works beside a running <c>serve</c> and survives its end.
/// </summary>
public sealed record LedgerOrder
{
    /// <summary>Order of writing.</summary>
    public required long Number { get; init; }

    /// <summary>Flywheel job id.</summary>
    public required string JobId { get; init; }

    /// <summary>What.</summary>
    public required OrderKind Kind { get; init; }

    /// <summary>User name and host.</summary>
    public required string AskedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was carried out or refused; null while it waits.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Whether it was carried out.</summary>
    public bool? Succeeded { get; init; }

    /// <summary>What came of it, in one sentence.</summary>
    public string? Answer { get; init; }
}
