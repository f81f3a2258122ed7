using HpcClient.Settings.Records;

namespace HpcClient.Engine.Stopping;

/// <summary>Tells all stages of a job to stop; the first cause counts.</summary>
internal sealed class StopSource : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private StopCause? _cause;

    /// <summary>Cancelled when the job is to stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why; null while nobody asked.</summary>
    public StopCause? Cause => Volatile.Read(ref _cause);

    /// <summary>Whether the site ended the job: nothing more can be told to it.</summary>
    public bool SiteHasEndedIt => Cause is { Outcome: EndOutcome.Cancelled };

    /// <summary>Asks for the stop.</summary>
    public void Stop(StopCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is null)
        {
            _source.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
