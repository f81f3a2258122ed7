namespace HpcClient.Flywheel.Http;

/// <summary>A time limit that progress pushes back, joined with the caller's own cancellation.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _joined;

    public Deadline(TimeProvider time, TimeSpan limit, CancellationToken caller)
    {
        Caller = caller;
        Limit = limit;
        _clock = new(limit, time);
        _joined = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, caller);
    }

    /// <summary>The caller's token.</summary>
    public CancellationToken Caller { get; }

    /// <summary>The limit now in force.</summary>
    public TimeSpan Limit { get; private set; }

    /// <summary>Fires when either is over.</summary>
    public CancellationToken Token => _joined.Token;

    /// <summary>Something moved: the time starts anew.</summary>
    public void Restart() => _clock.CancelAfter(Limit);

    /// <summary>The time starts anew with another limit.</summary>
    public void Restart(TimeSpan limit)
    {
        Limit = limit;
        _clock.CancelAfter(limit);
    }

    public void Dispose()
    {
        _joined.Dispose();
        _clock.Dispose();
    }
}
