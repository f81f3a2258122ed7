using HpcClient.Posix.Processes;

namespace HpcClient.Casting.Ledger;

/// <summary>Who may write the ledger.</summary>
/// <param name="Host">Host name.</param>
/// <param name="Process">Process on that host.</param>
/// <param name="Token">Random text that fences off a holder whose lease ran out.</param>
public sealed record LeaseHolder(string Host, ProcessIdentity Process, string Token)
{
    /// <summary>This process, with a fresh token.</summary>
    public static LeaseHolder Me() => new(Environment.MachineName, ProcessIdentity.Current(), Guid.NewGuid().ToString("N"));

    /// <summary>Whether it is surely gone: a process of this very host that no longer runs.</summary>
    public bool IsSurelyGone() => Host == Environment.MachineName && !Process.IsAlive();
}
