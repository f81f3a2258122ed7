using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Selection;

/// <summary>Which jobs are asked for where the site hands out one at a time, and whether what it shows is one of them.</summary>
/// <param name="settings">Selection by tag or gear list, filter tags.</param>
internal sealed class ClaimRule(CastSettings settings)
{
    /// <summary>
    /// Any of these is enough for the site. A filter tag is rarer than <c>hpc</c>, so it is asked for in its place: else jobs
    /// of others would stand before ours. A site adds the gear's name to the tags.
    /// </summary>
    public IReadOnlyList<string> Tags { get; } =
        settings.FilterTags is [var first, ..] ? [first]
        : settings.CastOnTag ? [JobSelector.HpcTag]
        : settings.CastGearWhitelist;

    /// <summary>Whether a job with these tags can be another's, so that it is looked at before it is claimed.</summary>
    public bool NeedsLook => settings.FilterTags.Count > 0;

    /// <summary>Whether a job is ours.</summary>
    public bool Takes(FlywheelJob job)
    {
        var tags = job.Tags ?? [];
        return settings.FilterTags.All(tag => tags.Contains(tag, StringComparer.Ordinal))
            && (settings.CastOnTag
                ? tags.Contains(JobSelector.HpcTag, StringComparer.Ordinal)
                : settings.CastGearWhitelist.Any(gear => tags.Contains(gear, StringComparer.Ordinal)));
    }
}
