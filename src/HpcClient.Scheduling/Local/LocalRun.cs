namespace HpcClient.Scheduling.Local;

/// <summary>A job's script, written before it is started (without process) and again once it is (<c>run.json</c>).</summary>
internal sealed record LocalRun(DateTimeOffset StartedAt, LocalProcess? Process);
