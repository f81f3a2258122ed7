namespace HpcClient.EmbeddedSite.Calling;

/// <summary>The embedded site refused a call or cannot be reached. The message is one sentence.</summary>
public sealed class SiteCallException : Exception
{
    /// <summary>Makes one.</summary>
    public SiteCallException(string message, int? status = null, Exception? inner = null)
        : base(message, inner) => Status = status;

    /// <summary>HTTP status, when there was an answer.</summary>
    public int? Status { get; }
}
