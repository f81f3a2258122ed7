using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HpcClient.Casting.Reporting;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>Looks a job's resources up where it may ask for them: the gear's options first, then the tags.</summary>
/// <param name="job">The job.</param>
/// <param name="filterTags">Tags by which the site routes jobs.</param>
/// <param name="notes">Hears of old names.</param>
internal sealed class ResourceSources(FlywheelJob job, IReadOnlyList<string> filterTags, PlanningNotes notes)
{
    /// <summary>What the job says of <paramref name="names"/>, what counts first in front; the site's routing tags count last.</summary>
    public IEnumerable<AskedResource> Of(ResourceNames names)
    {
        if (FromOption(names) is { } option)
        {
            yield return option;
        }

        foreach (var tag in FromTags(names).OrderBy(t => t.IsRouting))
        {
            yield return tag;
        }
    }

    /// <summary>Tags that ask for <paramref name="names"/> with a value of their own, routing tags not among them.</summary>
    public IReadOnlyList<AskedResource> TagsWithValue(ResourceNames names) =>
        [.. FromTags(names).Where(t => t is { IsRouting: false, By: AskedBy.Job })];

    private AskedResource? FromOption(ResourceNames names)
    {
        var now = Option(names.Key);
        if (names.OldOption is not { } old || Option(old) is not { } before)
        {
            return now;
        }

        notes.OldOption(job, old, names.Key, isIgnored: now is not null);
        return now ?? before;
    }

    private AskedResource? Option(string name) =>
        Text(job.Config?.Config?[name]) is { } text && !string.IsNullOrWhiteSpace(text) ? new(text.Trim(' '), $"the gear option '{name}'", AskedBy.Job) : null;

    private IEnumerable<AskedResource> FromTags(ResourceNames names)
    {
        var bare = new List<AskedResource>();
        foreach (var tag in job.Tags ?? [])
        {
            // key=value as a whole word: the Python client took 'my-cpu=5' for 'cpu=5'.
            var split = tag.IndexOf('=', StringComparison.Ordinal);
            if (split >= 0 && names.IsCalled(tag.AsSpan(0, split).Trim(' ')))
            {
                yield return new(tag[(split + 1)..].Trim(' '), Source(tag), AskedBy.Job) { IsRouting = IsRouting(tag) };
            }
            else if (tag == names.BareTag)
            {
                bare.Add(new("1", Source(tag), AskedBy.BareTag) { IsRouting = IsRouting(tag) });
            }
            else if (tag.Equals(names.BareTag, StringComparison.OrdinalIgnoreCase) && !IsRouting(tag))
            {
                notes.WrongCase(job, tag, names.BareTag!);
            }
        }

        // 'gpu' beside 'gpu=2' says nothing more.
        foreach (var tag in bare)
        {
            yield return tag;
        }
    }

    private static string Source(string tag) => $"the tag '{SafeText.Of(tag)}'";

    private bool IsRouting(string tag) => filterTags.Contains(tag, StringComparer.Ordinal);

    private static string? Text(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => null,
        JsonValueKind.String => node.GetValue<string>(),

        // A site may give the whole number 4 as 4.0.
        JsonValueKind.Number when decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) =>
            number.ToString("0", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };
}
