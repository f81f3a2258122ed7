namespace HpcClient.Scheduling.Observations;

/// <summary>What a job used of its GPUs, where the scheduler accounts for that.</summary>
/// <param name="UtilisationPercent">Mean over its run, in percent of one GPU; null when not known.</param>
/// <param name="PeakMemoryBytes">Peak of their memory, summed, in bytes; null when not known.</param>
public sealed record GpuUsage(double? UtilisationPercent, long? PeakMemoryBytes);
