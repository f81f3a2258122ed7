using System.Runtime.CompilerServices;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Sweeping;

/// <summary>
/// Jobs that wait to be submitted again where the site has no hold engine: its list then shows pending jobs only, and these
/// run there since their first engine took them.
/// </summary>
/// <param name="parts">Site, ledger and log.</param>
/// <param name="presence">What the list showed.</param>
/// <param name="gears">Names the gears where the site does not.</param>
internal sealed class ResubmittedJobs(SweepParts parts, SitePresence presence, GearLookup gears)
{
    /// <summary>These jobs, each asked for at the site.</summary>
    /// <param name="isWithoutList">Whether jobs are claimed and not listed: then also those that were claimed and not submitted yet.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<Candidate> ReadAsync(bool isWithoutList, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if ((parts.Settings.UseHoldEngine && !isWithoutList) || parts.Settings.DryRun)
        {
            yield break;
        }

        foreach (var entry in parts.Ledger.Unfinished().Where(e => e.State == LedgerState.Admitted && !presence.Shows(e.JobId)))
        {
            if (await ReadAsync(entry, cancellationToken) is { State: JobState.Running } job)
            {
                yield return new(await gears.CompleteAsync(job, cancellationToken));
            }
        }
    }

    private async Task<FlywheelJob?> ReadAsync(LedgerEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return await parts.Site.GetJobAsync(entry.JobId, cancellationToken);
        }
        catch (SiteException e) when (!e.MayPassLater)
        {
            parts.Context.Log.LogWarning("Job {JobId} waits to be submitted again, and the site does not tell of it: {Reason}", entry.JobId, e.Message);
            return null;
        }
    }
}
