using HpcClient.Casting.Reporting;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Selection;

/// <summary>A job of the site that is ours to run.</summary>
/// <param name="Job">The job as the list gave it.</param>
public sealed record Candidate(FlywheelJob Job)
{
    /// <summary>Flywheel job id, 24 hex digits.</summary>
    public string Id => Job.Id;

    /// <summary>The gear's name for people: safe to stand in a log, and no longer than a name is.</summary>
    public string Gear => Job.GearInfo?.Name is { Length: > 0 } name ? SafeText.Of($"{name} {Job.GearInfo.Version}".TrimEnd()) : "unknown gear";

    /// <summary>The user who launched it, for people; null when no user did.</summary>
    public string? User => Job.Origin is { Type: "user", Id: { Length: > 0 } user } ? SafeText.Of(user) : null;
}
