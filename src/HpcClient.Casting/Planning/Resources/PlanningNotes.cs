using HpcClient.Casting.Reporting;
using HpcClient.Flywheel.Jobs;
using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>What an admin should know of jobs that run all the same; what is about a gear or the settings is said once a sweep.</summary>
/// <param name="log">Where.</param>
internal sealed class PlanningNotes(ILogger log)
{
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);

    public void OldOption(FlywheelJob job, string old, string now, bool isIgnored)
    {
        var gear = SafeText.Of(job.GearInfo?.Name ?? "unknown");
        if (!_said.Add($"{gear} {old}"))
        {
            return;
        }

        if (isIgnored)
        {
            log.LogWarning("The gear '{Gear}' has the option '{Old}' of version 1 beside '{Now}', and only '{Now}' counts. Remove '{Old}' from the gear.", gear, old, now, now, old);
        }
        else
        {
            log.LogWarning("The gear '{Gear}' asks by the option '{Old}' of version 1, which goes away with a later release. Call it '{Now}' in the gear.", gear, old, now);
        }
    }

    public void WrongCase(FlywheelJob job, string tag, string right)
    {
        if (_said.Add($"{job.Id} {tag}"))
        {
            log.LogWarning("Job {JobId}: the tag '{Tag}' asks for nothing; it counts in lower case only, as '{Right}'.", job.Id, tag, right);
        }
    }

    public void FirstTagCounts(FlywheelJob job, IReadOnlyList<AskedResource> tags) =>
        log.LogWarning("Job {JobId} asks for different things by {Tags}; the first counts.", job.Id, string.Join(" and ", tags.Select(t => t.Source)));

    public void ScriptWithoutGpu(FlywheelJob job, string? line)
    {
        if (_said.Add("script without gpu"))
        {
            log.LogWarning(
                "Job {JobId} asks for a GPU, and 'script' in cast.yml never uses job.gpu, so it runs without one, like all such jobs.{Remedy}",
                job.Id,
                line is null ? "" : $" Add to the script: {line}");
        }
    }
}
