using System.Runtime.InteropServices;

namespace HpcClient.Posix.Processes;

/// <summary>What all children of this process that have ended, and their waited-for descendants, used (getrusage(2)).</summary>
/// <param name="CpuTime">User and system time, summed.</param>
/// <param name="PeakMemoryBytes">Resident memory of the largest single process among them; not a sum.</param>
public sealed partial record ChildUsage(TimeSpan CpuTime, long PeakMemoryBytes)
{
    private const int Children = -1;

    /// <summary>Reads it; null where the system does not tell.</summary>
    public static ChildUsage? Read() => GetResourceUsage(Children, out var usage) == 0
        ? new(Span(usage.UserSeconds, usage.UserMicroseconds) + Span(usage.SystemSeconds, usage.SystemMicroseconds), usage.MaximumResidentKilobytes * 1024)
        : null;

    private static TimeSpan Span(long seconds, long microseconds) => TimeSpan.FromTicks(
        (seconds * TimeSpan.TicksPerSecond) + (microseconds * TimeSpan.TicksPerMicrosecond));

    [LibraryImport("libc", EntryPoint = "getrusage", SetLastError = true)]
    private static partial int GetResourceUsage(int who, out ResourceUsage usage);

    // struct rusage of 64-bit Linux: two timevals and fourteen longs, 144 bytes.
    [StructLayout(LayoutKind.Sequential, Size = 144)]
    private struct ResourceUsage
    {
        public long UserSeconds;
        public long UserMicroseconds;
        public long SystemSeconds;
        public long SystemMicroseconds;
        public long MaximumResidentKilobytes;
    }
}
