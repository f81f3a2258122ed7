using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Ending;

/// <summary>Tells the site how a job ended, patiently, and finds out whether it knows.</summary>
internal sealed class SiteReport(SiteClient site, string jobId, EngineLimits limits, HeldClaim claim, TimeProvider time)
{
    private static readonly TimeSpan FirstRetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>Makes a call again while the site is away, for at most <paramref name="patience"/>.</summary>
    public Task<T> PatientlyAsync<T>(Func<Task<T>> call, TimeSpan patience, CancellationToken cancellationToken) =>
        PatientlyAsync(call, patience, patience, cancellationToken);

    /// <summary>The same with another patience for answers of 500.</summary>
    public async Task<T> PatientlyAsync<T>(Func<Task<T>> call, TimeSpan patience, TimeSpan patienceWithFaults, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var delay = FirstRetryDelay;
        while (true)
        {
            try
            {
                return await call();
            }
            catch (SiteException e) when ((e.MayPassLater && time.GetElapsedTime(started) + delay < patience)
                || (e.Fault == SiteFault.ServerError && time.GetElapsedTime(started) + delay < patienceWithFaults))
            {
                await Task.Delay(delay, time, cancellationToken);
                delay = delay * 2 < limits.MaxRetryDelay ? delay * 2 : limits.MaxRetryDelay;
            }
        }
    }

    /// <summary>Ends the job on the site.</summary>
    /// <param name="ticket">Completion ticket, or null when none was asked for yet.</param>
    /// <param name="completion">How it ended.</param>
    /// <param name="patience">Cancelled when the time for it is over.</param>
    /// <returns>Whether the site has it as we said.</returns>
    public async Task<bool> EndAsync(string? ticket, Completion completion, CancellationToken patience)
    {
        try
        {
            return await PatientlyAsync(() => OnceAsync(ticket, completion, patience), limits.ReportPatience, patience);
        }
        catch (Exception e) when (e is SiteException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<bool> OnceAsync(string? ticket, Completion completion, CancellationToken cancellationToken)
    {
        if (!claim.IsOurs())
        {
            return false;
        }

        try
        {
            if (await site.FindGenerationAsync(cancellationToken) == ApiGeneration.Core2018)
            {
                await site.SetJobStateAsync(jobId, completion.Success ? JobState.Complete : JobState.Failed, null, cancellationToken);
                return true;
            }

            ticket ??= await site.PrepareCompleteAsync(jobId, cancellationToken);
            await site.CompleteAsync(jobId, ticket, completion, cancellationToken);
            return true;
        }
        catch (SiteException e) when (e.Fault is SiteFault.NotFound)
        {
            // A site between the generations may know no such route: there the state is set.
            await site.SetJobStateAsync(jobId, completion.Success ? JobState.Complete : JobState.Failed, completion.FailureReason, cancellationToken);
            return true;
        }
        catch (SiteException e) when (!e.NeverSent)
        {
            // An earlier try may have been carried out although its answer was lost; then the job is as we said.
            var job = await site.GetJobAsync(jobId, cancellationToken);
            if (!job.State.IsFinal())
            {
                throw;
            }

            var asSaid = job.State == (completion.Success ? JobState.Complete : JobState.Failed);
            if (!asSaid)
            {
                claim.Stop.Stop(new(EndedBy.Site, $"The site has set this job to '{job.StateWord}' at its end."));
            }

            return asSaid;
        }
    }
}
