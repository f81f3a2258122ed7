using HpcClient.Casting.Sweeping;

namespace HpcClient.Casting.Orders;

/// <summary>
/// A pass that only carries out what operators asked for and tells the site what it must learn, so that an order is done at
/// once where nobody else is at work. Scheduler and site are asked no more than that takes.
/// </summary>
/// <param name="parts">What it works with; the lease of its ledger is taken.</param>
public sealed class OrderPass(SweepParts parts)
{
    /// <summary>Runs it.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await new OrderDesk(parts).CarryOutAsync(cancellationToken);
        await parts.Outbox.DeliverAsync(cancellationToken);
    }
}
