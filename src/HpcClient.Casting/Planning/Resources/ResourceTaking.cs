using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>Goes through what one job asks for, takes what counts and collects what is refused.</summary>
/// <param name="job">The job.</param>
/// <param name="settings">The admin's rules and routing tags.</param>
/// <param name="notes">Hears what an admin should know.</param>
internal sealed class ResourceTaking(FlywheelJob job, CastSettings settings, PlanningNotes notes)
{
    private readonly ResourceSources _sources = new(job, settings.FilterTags, notes);

    /// <summary>Everything that is wrong with what the job asks for.</summary>
    public List<string> Refusals { get; } = [];

    /// <summary>Takes a resource that the Python client knew too: of two tags that differ the first counts, as it did there.</summary>
    public Taken<T>? TakeFirst<T>(ResourceNames names, AskedResource? otherwise, Func<AskedResource, Reading<T>> rule)
        where T : class
    {
        var taken = Take(names, otherwise, rule);
        if (taken is { Asked.IsJobs: true } && Differing(names) is { Count: > 1 } tags && tags.Contains(taken.Asked))
        {
            notes.FirstTagCounts(job, tags);
        }

        return taken;
    }

    /// <summary>Takes a resource for which tags must not differ.</summary>
    public Taken<T>? TakeOnly<T>(ResourceNames names, AskedResource? otherwise, Func<AskedResource, Reading<T>> rule)
        where T : class
    {
        var taken = Take(names, otherwise, rule);
        if (taken is { Asked.IsJobs: true } && Differing(names) is { Count: > 1 } tags && tags.Contains(taken.Asked))
        {
            Refusals.Add($"More than one {names.Noun} is asked for: {string.Join(", ", tags.Select(t => t.Source))}. Keep one of the tags.");
            return null;
        }

        return taken;
    }

    private Taken<T>? Take<T>(ResourceNames names, AskedResource? otherwise, Func<AskedResource, Reading<T>> rule)
        where T : class
    {
        foreach (var asked in otherwise is null ? _sources.Of(names) : _sources.Of(names).Append(otherwise))
        {
            var reading = rule(asked);
            if (reading.Value is { } value)
            {
                return new(value, asked);
            }

            if (!asked.IsRouting)
            {
                Refusals.Add(reading.Refusal!);
                return null;
            }
        }

        return null;
    }

    // One tag of each value.
    private List<AskedResource> Differing(ResourceNames names) =>
        [.. _sources.TagsWithValue(names).DistinctBy(t => t.Value, StringComparer.OrdinalIgnoreCase)];
}
