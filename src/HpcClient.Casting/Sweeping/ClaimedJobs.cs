using System.Runtime.CompilerServices;
using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Selection;
using HpcClient.Casting.Watching;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Sweeping;

/// <summary>
/// Claims jobs one by one: on a site that lists none, or where the settings say so. From the claim on the job runs there, so it goes into the ledger before
/// anything else is done. If we are killed in between, or the answer is lost, nobody speaks for the job: the site's own orphan
/// scan fails it after 100 s (2018) or 300 s and hands it out anew, as a retry. It is never taken on a guess, so it cannot run twice.
/// </summary>
/// <param name="parts">Site, settings, ledger and log.</param>
/// <param name="presence">Hears what is claimed.</param>
/// <param name="gears">Names the gears.</param>
internal sealed class ClaimedJobs(SweepParts parts, SitePresence presence, GearLookup gears)
{
    private readonly ClaimRule _rule = new(parts.Settings);
    private readonly JobMemory _memory = new(parts);

    /// <summary>Claims until none waits or the settings' limit is reached; the next one only when it is asked for.</summary>
    public async IAsyncEnumerable<Candidate> ClaimAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (parts.Settings.DryRun)
        {
            // Claiming is no dry act: only the first of those that wait can be seen without it.
            if (await LookAsync(cancellationToken) is { } next)
            {
                yield return new(await gears.CompleteAsync(next, cancellationToken));
            }

            yield break;
        }

        var left = parts.Settings.MaxClaimedJobs - parts.Ledger.Unfinished().Count(entry => entry.State is LedgerState.Admitted || entry.State.IsWithScheduler());
        if (left <= 0)
        {
            parts.Context.Log.LogInformation("No job is claimed: {Limit} are here already (max_claimed_jobs).", parts.Settings.MaxClaimedJobs);
        }

        for (; left > 0; left--)
        {
            if (await NextAsync(cancellationToken) is not { } candidate)
            {
                yield break;
            }

            yield return candidate;
        }
    }

    private async Task<Candidate?> NextAsync(CancellationToken cancellationToken)
    {
        if (_rule.NeedsLook && await LookAsync(cancellationToken) is null)
        {
            return null;
        }

        if (await parts.Site.ClaimNextJobAsync(_rule.Filter, peek: false, cancellationToken) is not { } job)
        {
            return null;
        }

        if (!JobId.IsValid(job.Id) || !_rule.Takes(job))
        {
            parts.Context.Log.LogWarning(
                "The site handed out job '{JobId}', which is not one of ours. It is left alone: the site takes it back when nobody speaks for it, and hands it out again.", SafeText.Of(job.Id));
            return null;
        }

        var entry = parts.Ledger.Find(job.Id) ?? parts.Ledger.Write(
            _memory.New(new(job)) with { State = LedgerState.Admitted },
            "claimed at the site: it runs there from now on");
        presence.Add(job);
        var candidate = new Candidate(await gears.CompleteAsync(job, cancellationToken));
        parts.Ledger.Note(entry with { Gear = candidate.Gear });
        return candidate;
    }

    /// <returns>The job that would be claimed; null when none waits or it is not ours.</returns>
    private async Task<FlywheelJob?> LookAsync(CancellationToken cancellationToken)
    {
        if (await parts.Site.ClaimNextJobAsync(_rule.Filter, peek: true, cancellationToken) is not { } job)
        {
            return null;
        }

        if (JobId.IsValid(job.Id) && _rule.Takes(job))
        {
            return job;
        }

        parts.Context.Log.LogWarning(
            "Job '{JobId}' waits before all others that {Filter} and is not one of ours by cast.yml, so none is claimed. Take the tag from it, or give our jobs a filter tag of their own.",
            SafeText.Of(job.Id), _rule.Words);
        return null;
    }
}
