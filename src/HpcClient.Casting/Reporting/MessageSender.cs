using HpcClient.Casting.Ledger.Outbox;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Reporting;

/// <summary>Sends one message and finds out what came of it, also where the answer says nothing clear.</summary>
/// <param name="site">The site.</param>
internal sealed class MessageSender(IJobSite site)
{
    /// <summary>Sends it.</summary>
    public async Task<DeliveryOutcome> SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await PostAsync(message, cancellationToken);
            return new DeliveryOutcome.Acknowledged();
        }
        catch (SiteException e) when (e.Fault == SiteFault.NotFound)
        {
            return new DeliveryOutcome.Gone();
        }
        catch (SiteException e) when (IsAboutTheJob(e) || (message.Content.Kind == MessageKind.State && !e.NeverSent && !e.MayPassLater))
        {
            // A job that is over refuses all; a site of 2018 answers an impossible change of state with 500. And an answer
            // that makes no sense may hide that the change was made.
            return await AfterLookingAsync(message, e, cancellationToken);
        }
        catch (SiteException e)
        {
            return new DeliveryOutcome.Later(e);
        }
    }

    private static bool IsAboutTheJob(SiteException e) =>
        e.Fault is SiteFault.Refused or SiteFault.Invalid or SiteFault.Conflict or SiteFault.ServerError;

    private async Task PostAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        if (message.Content.Kind == MessageKind.Log)
        {
            await site.AddLogsAsync(message.JobId, [new(LogLine.System, message.Content.Body)], cancellationToken);
        }
        else
        {
            await site.SetJobStateAsync(message.JobId, JobStates.Parse(message.Content.Body), message.Content.Detail, cancellationToken);
        }
    }

    private async Task<DeliveryOutcome> AfterLookingAsync(OutboxMessage message, SiteException fault, CancellationToken cancellationToken)
    {
        try
        {
            var job = await site.GetJobAsync(message.JobId, cancellationToken);
            if (job.State == JobState.Pending && message.Content.Kind == MessageKind.State && message.Content.Body != JobState.Cancelled.Word())
            {
                // No engine ever took it there, and from pending the site knows only this way to an end.
                await site.SetJobStateAsync(message.JobId, JobState.Cancelled, null, cancellationToken);
                return new DeliveryOutcome.Acknowledged();
            }

            return job.State.IsFinal() ? new DeliveryOutcome.AlreadyOver(job.State)
                : fault.Fault is SiteFault.Refused or SiteFault.Invalid ? new DeliveryOutcome.RefusedForGood(fault.Message)
                : new DeliveryOutcome.Later(fault);
        }
        catch (SiteException e)
        {
            return e.Fault == SiteFault.NotFound ? new DeliveryOutcome.Gone() : new DeliveryOutcome.Later(e);
        }
    }
}
