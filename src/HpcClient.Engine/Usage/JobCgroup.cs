namespace HpcClient.Engine.Usage;

/// <summary>The control groups in which all processes of a job are, and none of others.</summary>
/// <param name="Memory">For memory; null when the job has none of its own.</param>
/// <param name="Cpu">For CPU time; null when the job has none of its own.</param>
internal sealed record JobCgroup(MemoryGroup? Memory, CpuGroup? Cpu);
