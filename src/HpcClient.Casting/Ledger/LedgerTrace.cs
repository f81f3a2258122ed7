using System.Diagnostics;

namespace HpcClient.Casting.Ledger;

/// <summary>Lets a listener follow the ledger's transitions; without one it costs nothing.</summary>
internal static class LedgerTrace
{
    private static readonly ActivitySource Source = new("fw-hpc-client.ledger");

    /// <summary>Begins before the transaction of a transition; dispose it after the commit.</summary>
    public static Activity? Transition(LedgerEntry entry) => Source.HasListeners()
        ? Source.StartActivity("transition", ActivityKind.Internal, default(ActivityContext), [new("to", entry.State.ToString()), new("job", entry.JobId)])
        : null;
}
