using HpcClient.Casting.Planning.Resources;
using HpcClient.Flywheel.Jobs;
using HpcClient.Jinja;
using HpcClient.Scheduling;
using HpcClient.Settings.Cast;

namespace HpcClient.Casting.Planning;

/// <summary>A job for people who try their templates. Its values come the same way as those of every job, so that the two cannot differ.</summary>
public static class SampleJob
{
    /// <summary>Its id at the site.</summary>
    public const string Id = "64b0c0ffee5eed0123456789";

    /// <summary>Its nonce, which for other jobs is left to chance.</summary>
    public const string Nonce = "0123456789abcdef0123456789abcdef";

    /// <summary>The values that templates get for it.</summary>
    /// <param name="settings">What the site's admin has set.</param>
    /// <param name="defaults">The scheduler's defaults.</param>
    /// <param name="renderer">Gives jobs their values.</param>
    /// <param name="tags">What it asks for, such as <c>gpu=2</c>.</param>
    /// <returns>The values; or why such a job is refused.</returns>
    public static (IReadOnlyDictionary<string, JinjaValue>? Values, string? Refusal) Values(
        CastSettings settings, SchedulerDefaults defaults, ScriptRenderer renderer, IEnumerable<string> tags)
    {
        var job = new FlywheelJob
        {
            IdField = Id,
            StateWord = "running",
            Tags = ["hpc", .. tags],
            GearInfo = new() { Name = "sample-gear", Version = "1.0.0" },
            Priority = "medium",
        };
        var (request, refusal) = new ResourcePlanner(settings, defaults).Plan(job);
        return request is null ? (null, refusal) : (renderer.Values(job, Nonce, request), null);
    }
}
