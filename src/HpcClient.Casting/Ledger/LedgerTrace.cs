using System.Diagnostics;

namespace HpcClient.Casting.Ledger;

/// <summary>
/// Tells tracing of each transition: an activity <c>transition</c> of the source <c>fw-hpc-client.ledger</c> with the tags
/// <c>job</c>, <c>from</c> and <c>to</c>, started before its transaction and stopped after the commit. Costs nothing while
/// nobody listens.
/// </summary>
internal static class LedgerTrace
{
    /// <summary>Name of the source.</summary>
    public const string SourceName = "fw-hpc-client.ledger";

    /// <summary>Name of the activities.</summary>
    public const string Transition = "transition";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>Starts the activity of one transition; null while nobody listens.</summary>
    public static Activity? Start(LedgerState? from, LedgerEntry entry)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // Tags first: listeners act on the start.
        return Source.StartActivity(Transition, ActivityKind.Internal, default(ActivityContext),
            [new("job", entry.JobId), new("from", from?.Word() ?? "none"), new("to", entry.State.Word())]);
    }
}
