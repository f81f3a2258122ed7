namespace HpcClient.Scheduling.Local;

/// <summary>Who watches a job that got its slot (<c>shepherd.json</c>).</summary>
/// <param name="Process">The shepherd; null when it ended as soon as it was started.</param>
/// <param name="Attempt">How many shepherds this job has had.</param>
internal sealed record LocalWatch(LocalProcess? Process, int Attempt);
