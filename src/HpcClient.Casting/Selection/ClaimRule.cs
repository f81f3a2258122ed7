using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Selection;

/// <summary>Which jobs are asked for where the site hands out one at a time, and whether what it shows is one of them.</summary>
/// <param name="settings">Selection by tag or gear list, filter tags.</param>
internal sealed class ClaimRule(CastSettings settings)
{
    /// <summary>
    /// What the site is asked for: of several tags any is enough for it. A filter tag is rarer than <c>hpc</c>, so it is asked
    /// for in its place: else jobs of others would stand before ours.
    /// </summary>
    public ClaimFilter Filter { get; } = new()
    {
        Tags = settings.FilterTags is [var first, ..] ? [first] : settings.CastOnTag ? [JobSelector.HpcTag] : [],
        GearNames = settings.CastOnTag ? [] : settings.CastGearWhitelist,
    };

    /// <summary>Whether a job that fits the filter can be another's, so that it is looked at before it is claimed.</summary>
    public bool NeedsLook => settings.FilterTags.Count > 0;

    /// <summary>The filter in words, for the log.</summary>
    public string Words => Filter.Tags is [var tag, ..] ? $"have the tag '{tag}'" : $"are of the gears {string.Join(", ", Filter.GearNames)}";

    /// <summary>Whether a job is ours.</summary>
    public bool Takes(FlywheelJob job)
    {
        var tags = job.Tags ?? [];
        return settings.FilterTags.All(tag => tags.Contains(tag, StringComparer.Ordinal))
            && (settings.CastOnTag
                ? tags.Contains(JobSelector.HpcTag, StringComparer.Ordinal)
                : settings.CastGearWhitelist.Any(gear => job.GearInfo?.Name == gear || tags.Contains(gear, StringComparer.Ordinal)));
    }
}
