namespace HpcClient.Commands.Serve.Status;

/// <summary>Durations as they were counted.</summary>
/// <param name="UpTo">How many were at most as long as each of <see cref="DurationCounts.Bounds"/>.</param>
/// <param name="Count">How many there were.</param>
/// <param name="SumSeconds">Their sum, in seconds.</param>
internal sealed record DurationReading(IReadOnlyList<long> UpTo, long Count, double SumSeconds);
