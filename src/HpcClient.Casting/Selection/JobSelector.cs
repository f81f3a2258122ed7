using System.Runtime.CompilerServices;
using HpcClient.Casting.Reporting;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Selection;

/// <summary>Answers: which of the site's jobs are ours?</summary>
/// <param name="site">The site.</param>
/// <param name="settings">Selection by tag or gear list, hold engine or not, filter tags.</param>
/// <param name="log">Hears of entries that were set aside.</param>
/// <param name="listed">Hears of every job of the list, also of those that are not ours to take now.</param>
public sealed class JobSelector(IJobSite site, CastSettings settings, ILogger log, Action<FlywheelJob>? listed = null)
{
    /// <summary>The tag by which users send a job to the cluster.</summary>
    public const string HpcTag = "hpc";

    private readonly HashSet<string> _partlyNamed = [];

    /// <summary>Our jobs, in the site's order. An entry that cannot be read is logged and passed over.</summary>
    /// <exception cref="Flywheel.Errors.SiteException">The list could not be had.</exception>
    public async IAsyncEnumerable<Candidate> SelectAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new JobFilter
        {
            // With a hold engine at the site our jobs are made running without being executed; without one they stay pending.
            State = settings.UseHoldEngine ? JobState.Running : JobState.Pending,
            Tags = settings.CastOnTag ? [HpcTag] : [],
            GearNames = settings.CastOnTag ? [] : settings.CastGearWhitelist,
        };
        await foreach (var entry in site.FindJobsAsync(filter, cancellationToken))
        {
            if (Read(entry) is { } candidate && HasAllFilterTags(candidate.Job) && IsListedGear(candidate.Job))
            {
                yield return candidate;
            }
        }
    }

    private Candidate? Read(ListedJob entry)
    {
        if (entry is ListedJob.Broken broken)
        {
            log.LogWarning("Job {JobId} was passed over: {Reason}", broken.Id ?? "without id", broken.Reason);
            return null;
        }

        var job = ((ListedJob.Readable)entry).Job;
        if (!JobId.IsValid(job.Id))
        {
            log.LogWarning("A job was passed over: its id '{JobId}' is not 24 hex digits.", SafeText.Of(job.Id));
            return null;
        }

        listed?.Invoke(job);
        return new(job);
    }

    private bool HasAllFilterTags(FlywheelJob job) =>
        settings.FilterTags.All(wanted => job.Tags?.Contains(wanted, StringComparer.Ordinal) == true);

    private bool IsListedGear(FlywheelJob job)
    {
        var gear = job.GearInfo?.Name ?? "";
        if (settings.CastOnTag || settings.CastGearWhitelist.Contains(gear, StringComparer.Ordinal))
        {
            return true;
        }

        // The site lists gears whose name holds a listed one. The Python client ran those too, which is more than the admin wrote.
        if (_partlyNamed.Add(gear))
        {
            log.LogWarning(
                "Jobs of the gear '{Gear}' are not taken: cast_gear_whitelist names only a part of it. Add '{Gear}' in full if its jobs are to run here, as they did with the Python client.",
                SafeText.Of(gear), SafeText.Of(gear));
        }

        return false;
    }
}
