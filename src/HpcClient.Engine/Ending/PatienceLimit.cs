using HpcClient.Engine.Configuration;
using HpcClient.Engine.Stopping;

namespace HpcClient.Engine.Ending;

/// <summary>How long the end of a job is offered to the site: long as a rule, short from the moment we are told to stop.</summary>
internal sealed class PatienceLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _hurry;

    /// <summary>Starts the time.</summary>
    public PatienceLimit(EngineLimits limits, StopSource stop, TimeProvider time)
    {
        _source = new(limits.ReportPatience, time);
        _hurry = stop.Token.Register(() => _source.CancelAfter(limits.StopReportPatience));
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _hurry.Dispose();
        _source.Dispose();
    }
}
