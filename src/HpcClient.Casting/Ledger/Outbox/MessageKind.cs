namespace HpcClient.Casting.Ledger.Outbox;

/// <summary>What a message to the site is about.</summary>
public enum MessageKind
{
    /// <summary>A line of the job's log, from the system.</summary>
    Log,

    /// <summary>A change of the job's state; it ends the job there.</summary>
    State,
}
