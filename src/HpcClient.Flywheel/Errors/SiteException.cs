namespace HpcClient.Flywheel.Errors;

/// <summary>A call to the site did not do what it should. The message is one sentence for a person and never holds a secret.</summary>
public sealed class SiteException : Exception
{
    /// <summary>Makes one.</summary>
    public SiteException(SiteFault fault, string message, int? status = null, Exception? inner = null)
        : base(message, inner)
    {
        Fault = fault;
        Status = status;
    }

    /// <summary>The kind of fault.</summary>
    public SiteFault Fault { get; }

    /// <summary>HTTP status, when there was an answer.</summary>
    public int? Status { get; }

    /// <summary>Whether the same call may pass later without anybody mending anything.</summary>
    public bool MayPassLater => Fault is SiteFault.Unreachable or SiteFault.Busy;

    /// <summary>
    /// Whether the call surely did nothing on the site, because the site never got it (no connection, or the login before it
    /// failed). When false, a call that changes something may have been carried out.
    /// </summary>
    public bool NeverSent { get; init; }

    /// <summary>How long the site asked us to wait, if it did.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
