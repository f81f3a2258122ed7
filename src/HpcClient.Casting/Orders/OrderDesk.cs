using HpcClient.Casting.Ledger.Orders;
using HpcClient.Casting.Resetting;
using HpcClient.Casting.Sweeping;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Orders;

/// <summary>Carries out what operators asked for, one order after the other; each has an answer in one sentence.</summary>
/// <param name="parts">What it works with.</param>
public sealed class OrderDesk(SweepParts parts)
{
    /// <summary>Carries out all open orders.</summary>
    public async Task CarryOutAsync(CancellationToken cancellationToken)
    {
        foreach (var order in parts.Ledger.OpenOrders())
        {
            var (done, answer) = await CarryOutAsync(order, cancellationToken);
            parts.Ledger.Answer(order with { DoneAt = parts.Context.Time.GetUtcNow(), Succeeded = done, Answer = answer });
            parts.Context.Log.LogInformation("{Who} asked to {What} job {JobId}: {Answer}", order.AskedBy, order.Kind.Verb(), order.JobId, answer);
        }
    }

    private async Task<(bool Done, string Answer)> CarryOutAsync(LedgerOrder order, CancellationToken cancellationToken)
    {
        if (order.Kind == OrderKind.Forget)
        {
            return await new JobForgetting(parts.Folder, parts.Ledger, parts.Scheduler, parts.Context.Time).ForgetAsync(order.JobId, order.AskedBy, cancellationToken) is { } refusal
                ? (false, refusal)
                : (true, $"Job {order.JobId} is forgotten: it is cast again if the site still offers it.");
        }

        if (parts.Ledger.Find(order.JobId) is not { } entry)
        {
            return (false, $"Job {order.JobId} is not in the ledger, so there is nothing to {order.Kind.Verb()}.");
        }

        return order.Kind == OrderKind.Cancel
            ? await new JobCancelling(parts).CancelAsync(entry, order.AskedBy, cancellationToken)
            : await new JobRetrying(parts).RetryAsync(entry, order.AskedBy, cancellationToken);
    }
}
