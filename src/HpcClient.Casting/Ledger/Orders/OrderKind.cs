namespace HpcClient.Casting.Ledger.Orders;

/// <summary>What an operator may ask for about one job.</summary>
public enum OrderKind
{
    /// <summary>Take it out of the scheduler and cancel it at the site.</summary>
    Cancel,

    /// <summary>Run it again.</summary>
    Retry,

    /// <summary>Let it be cast again as if it had never been seen.</summary>
    Forget,
}
