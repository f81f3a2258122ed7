namespace HpcClient.Scheduling.Local;

/// <summary>Somebody wants a job gone (<c>cancel.json</c>).</summary>
internal sealed record LocalCancel(DateTimeOffset At);
