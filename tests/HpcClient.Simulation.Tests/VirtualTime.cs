using Microsoft.Extensions.Time.Testing;

namespace HpcClient.Simulation.Tests;

/// <summary>The clock of a schedule, and what is to happen when. Nothing happens but when somebody lets time pass.</summary>
internal sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> _events = new();
    private long _number;
    private bool _isPassing;

    public FakeTimeProvider Provider { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    public DateTimeOffset Now => Provider.GetUtcNow();

    public void After(TimeSpan delay, Action what) => _events.Enqueue(what, (Now + delay, _number++));

    public void Pass(TimeSpan time)
    {
        // Something that happens lets no time pass itself.
        if (_isPassing)
        {
            return;
        }

        _isPassing = true;
        var until = Now + time;
        while (_events.TryPeek(out var what, out var when) && when.At <= until)
        {
            _events.Dequeue();
            if (when.At > Now)
            {
                Provider.SetUtcNow(when.At);
            }

            what();
        }

        Provider.SetUtcNow(until);
        _isPassing = false;
    }
}
