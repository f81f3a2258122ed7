using System.Globalization;
using HpcClient.Engine.Claiming;

namespace HpcClient.Engine.Usage;

/// <summary>
/// Measures a container that may run outside of the job's control groups and is no child of ours: Podman as root puts it
/// into one of its own. That one goes with the container, so the last look before is what counts.
/// </summary>
internal sealed class ContainerMeter(JobCgroupFinder finder, SchedulerIdentity? scheduler, TimeProvider time)
{
    private static readonly TimeSpan StartInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly PeakMemory _peak = new();
    private readonly Lock _lock = new();
    private TimeSpan? _cpuTime;

    /// <summary>Whether the job's own control groups count it already.</summary>
    public bool IsInJob { get; private set; }

    /// <summary>
    /// Whether the job's own control groups count kills for memory in it, also once it is gone: Podman may give it a group below
    /// the job's.
    /// </summary>
    public bool SeesKills { get; private set; }

    /// <summary>CPU time of all CPUs; null when it was never seen.</summary>
    public TimeSpan? CpuTime
    {
        get
        {
            lock (_lock)
            {
                return _cpuTime;
            }
        }
    }

    /// <summary>The most memory that it needed, in bytes; null when it was never seen.</summary>
    public long? PeakMemoryBytes
    {
        get
        {
            lock (_lock)
            {
                return _peak.Bytes;
            }
        }
    }

    /// <summary>Waits until <paramref name="processFile"/> names the container's first process, then looks until cancelled.</summary>
    public async Task RunAsync(string processFile, CancellationToken cancellationToken)
    {
        try
        {
            int process;
            while ((process = Process(processFile)) == 0)
            {
                await Task.Delay(StartInterval, time, cancellationToken);
            }

            var group = finder.Find(scheduler, process).Memory;
            SeesKills = group?.RemembersGroupsBelow == true;
            IsInJob = group is not null;
            if (IsInJob)
            {
                return;
            }

            for (var own = finder.FindContainer(process); !cancellationToken.IsCancellationRequested;)
            {
                Take(own);
                await Task.Delay(Interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The gear is over.
        }
    }

    private static int Process(string file)
    {
        try
        {
            return int.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var process) ? process : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private void Take(JobCgroup group)
    {
        lock (_lock)
        {
            _cpuTime = group.Cpu?.Time ?? _cpuTime;
            if (group.Memory is { } memory)
            {
                _peak.Take(memory.Read());
            }
        }
    }
}
