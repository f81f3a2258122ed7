using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Stopping;

/// <summary>Tells all stages of a job to stop; the first cause counts, unless the job has gone to a successor.</summary>
internal sealed class StopSource : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private StopCause? _cause;

    /// <summary>Cancelled when the job is to stop.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Why; null while nobody asked.</summary>
    public StopCause? Cause => Volatile.Read(ref _cause);

    /// <summary>Whether the site is told nothing more: it has ended the job, or the job is a successor's.</summary>
    public bool NothingMoreForSite => IsOver || Cause is { EndedBy: EndedBy.Site or EndedBy.Successor };

    /// <summary>
    /// The end that our own upload brings about on the site, while it is under way; null when there is none. A job that is
    /// found in it was ended by us.
    /// </summary>
    public JobState? ExpectedEnd { get; set; }

    /// <summary>Whether the site was seen to have ended the job as we said.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Notes that the job is over on the site.</summary>
    /// <returns>Whether that is what we wanted.</returns>
    public bool SawEnd(JobState state)
    {
        IsOver |= ExpectedEnd == state;
        return ExpectedEnd == state;
    }

    /// <summary>Asks for the stop.</summary>
    public void Stop(StopCause cause)
    {
        if (cause.EndedBy == EndedBy.Successor)
        {
            // Whatever else happened: the job is no longer ours to end.
            Volatile.Write(ref _cause, cause);
            _source.Cancel();
        }
        else if (Interlocked.CompareExchange(ref _cause, cause, null) is null)
        {
            _source.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
