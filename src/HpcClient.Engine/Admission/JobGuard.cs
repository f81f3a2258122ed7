using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Admission;

/// <summary>Runs only what the site wants run.</summary>
internal sealed class JobGuard(SiteClient site)
{
    /// <summary>The job, running; a pending one is started first, which makes its formula.</summary>
    /// <returns>The job, or the sentence why it is not run.</returns>
    public async Task<(FlywheelJob? Job, string? Refusal)> AdmitAsync(string jobId, CancellationToken cancellationToken)
    {
        var job = await site.GetJobAsync(jobId, cancellationToken);
        if (job.State == JobState.Pending)
        {
            try
            {
                await site.SetJobStateAsync(jobId, JobState.Running, null, cancellationToken);
            }
            catch (SiteException e) when (e.Fault is SiteFault.Refused or SiteFault.ServerError)
            {
                // Another has taken or ended it meanwhile: 400, or the 500 of a change that lost its race.
                job = await site.GetJobAsync(jobId, cancellationToken);
                if (job.State == JobState.Pending)
                {
                    throw;
                }

                return (null, $"The job was taken or ended while this engine asked for it: it is '{job.StateWord}' on the site, so there is nothing to run.");
            }

            job = await site.GetJobAsync(jobId, cancellationToken);
        }

        return job.State == JobState.Running
            ? (job, null)
            : (null, $"The job is '{job.StateWord}' on the site, so there is nothing to run.");
    }
}
