using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Watching;

/// <summary>
/// What the site's own list says of our jobs: that they still run there, and when they last gave a sign of life. It is read
/// anyway for new jobs, so that nothing else need be asked of jobs that it shows.
/// </summary>
public sealed class SitePresence
{
    private readonly Dictionary<string, DateTimeOffset?> _listed = new(StringComparer.Ordinal);

    /// <summary>Whether the list was read to its end and shows all running jobs: only then does absence say anything.</summary>
    public bool IsWhole { get; set; }

    /// <summary>Takes in a job of the list.</summary>
    public void Add(FlywheelJob job) => _listed[job.Id] = job.Modified;

    /// <summary>Whether the list shows a job.</summary>
    public bool Shows(string jobId) => _listed.ContainsKey(jobId);

    /// <summary>When a job last gave a sign of life, by the site's clock; null when the list does not tell.</summary>
    public DateTimeOffset? LastSign(string jobId) => _listed.GetValueOrDefault(jobId);
}
