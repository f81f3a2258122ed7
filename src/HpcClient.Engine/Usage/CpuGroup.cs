namespace HpcClient.Engine.Usage;

/// <summary>CPU time of one control group and all below it.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="isUnified">Whether it is of version 2.</param>
internal sealed class CpuGroup(string folder, bool isUnified)
{
    /// <summary>CPU time of all CPUs since the group was made; null where the kernel does not tell.</summary>
    public TimeSpan? Time => isUnified
        ? CgroupFile.Entry(Path.Combine(folder, "cpu.stat"), "usage_usec") is { } microseconds ? TimeSpan.FromMicroseconds(microseconds) : null
        : CgroupFile.Number(Path.Combine(folder, "cpuacct.usage")) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;

    /// <summary>Whether <paramref name="folder"/> is a group with CPU time, and not the root group of the machine.</summary>
    public static bool IsAt(string folder, bool isUnified) => isUnified
        ? File.Exists(Path.Combine(folder, "cpu.stat")) && File.Exists(Path.Combine(folder, "cgroup.events"))
        : File.Exists(Path.Combine(folder, "cpuacct.usage")) && !File.Exists(Path.Combine(folder, "release_agent"));
}
