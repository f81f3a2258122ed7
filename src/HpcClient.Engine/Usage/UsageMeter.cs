using HpcClient.Engine.Configuration;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Usage;

/// <summary>
/// Measures what a run uses: by the job's control group, which the kernel keeps for all of its processes; where it has
/// none of its own, by what the kernel sums of children that have ended.
/// </summary>
internal sealed class UsageMeter
{
    private const double NearLimit = 0.9; // an allocation may need more than one page at once

    private readonly JobCgroup _group;
    private readonly AllottedResources _resources;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly TimeSpan? _groupTimeBefore;
    private readonly TimeSpan? _childTimeBefore;
    private readonly long? _killsBefore;
    private readonly PeakMemory _peak = new();
    private readonly Lock _lock = new();

    /// <summary>Starts to measure.</summary>
    /// <param name="group">The job's control groups.</param>
    /// <param name="resources">What the scheduler gave.</param>
    /// <param name="time">The clock.</param>
    public UsageMeter(JobCgroup group, AllottedResources resources, TimeProvider time)
    {
        (_group, _resources, _time) = (group, resources, time);
        _started = time.GetTimestamp();
        _groupTimeBefore = group.Cpu?.Time;
        _childTimeBefore = ChildUsage.Read()?.CpuTime;
        _killsBefore = group.Memory?.Kills;
        Sample();
    }

    /// <summary>What measures the gear's container; null where the gear is a child of ours.</summary>
    public ContainerMeter? Container { get; set; }

    /// <summary>The memory limit: what the scheduler says, else what the kernel holds the job to; in bytes.</summary>
    public long? MemoryLimit => _resources.MemoryBytes ?? _group.Memory?.Limit;

    /// <summary>The limit that the kernel holds the job to, in bytes; null where there is none.</summary>
    public long? KernelMemoryLimit => _group.Memory?.Limit;

    /// <summary>How many processes of the job the kernel has killed for its memory limit since we began; null when it does not tell.</summary>
    public long? OutOfMemoryKills => _group.Memory?.Kills - _killsBefore;

    /// <summary>Whether a kill of the gear for memory would be among those.</summary>
    public bool SeesKillsOfGear => OutOfMemoryKills is not null && (Container is null or { SeesKills: true });

    /// <summary>Whether the job came to its limit. Otherwise a kill was for want of memory of the whole machine, which is counted too.</summary>
    public bool ReachedLimit => _group.Memory is { Limit: { } limit } memory && (memory.Read().HighMark ?? limit) >= NearLimit * limit;

    /// <summary>Looks every <paramref name="interval"/> until cancelled.</summary>
    public async Task RunAsync(TimeSpan interval, CancellationToken cancellationToken)
    {
        if (_group.Memory is null)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                Sample();
            }
        }
        catch (OperationCanceledException)
        {
            // The job is over.
        }
    }

    /// <summary>What was used until now.</summary>
    public JobUsage Read()
    {
        Sample();
        var children = ChildUsage.Read();
        var kills = OutOfMemoryKills;
        var cpuTime = _group.Cpu?.Time - _groupTimeBefore ?? children?.CpuTime - _childTimeBefore;
        var peak = _group.Memory is { } memory ? PeakOf(memory, kills) : children?.PeakMemoryBytes;
        var isCgroup = _group.Memory is not null;
        if (Container is { IsInJob: false } container)
        {
            // Without the gear the rest tells nothing: then nothing is known.
            cpuTime += container.CpuTime;
            peak = container.PeakMemoryBytes;
            isCgroup = peak is not null;
        }

        return new()
        {
            Source = isCgroup ? "cgroup" : "processes",
            CpuSeconds = cpuTime?.TotalSeconds,
            PeakMemoryBytes = peak,
            WallSeconds = _time.GetElapsedTime(_started).TotalSeconds,
            Cpus = _resources.Cpus,
            MemoryBytes = MemoryLimit,
            Gpus = _resources.GpuCount,
            OutOfMemoryKills = kills,
        };
    }

    // Before it kills, the kernel has taken back all cache that it could: then its own high mark is what was needed.
    private long? PeakOf(MemoryGroup memory, long? kills)
    {
        lock (_lock)
        {
            return kills > 0 ? memory.Read().HighMark ?? memory.Limit ?? _peak.Bytes : _peak.Bytes;
        }
    }

    private void Sample()
    {
        if (_group.Memory is { } memory)
        {
            lock (_lock)
            {
                _peak.Take(memory.Read());
            }
        }
    }
}
