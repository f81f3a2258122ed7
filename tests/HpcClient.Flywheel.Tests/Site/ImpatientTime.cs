using System.Collections.Concurrent;

namespace HpcClient.Flywheel.Tests.Site;

/// <summary>A clock on which short waits pass at once and are noted down; long ones, which are time limits, never end.</summary>
public sealed class ImpatientTime(TimeSpan longestWait) : TimeProvider
{
    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > longestWait || dueTime == Timeout.InfiniteTimeSpan)
        {
            return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        Waits.Enqueue(dueTime);
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
