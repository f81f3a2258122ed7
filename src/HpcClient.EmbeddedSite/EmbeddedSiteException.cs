namespace HpcClient.EmbeddedSite;

/// <summary>The embedded site cannot start. The message is one sentence with the remedy.</summary>
public sealed class EmbeddedSiteException : Exception
{
    /// <summary>Makes one.</summary>
    public EmbeddedSiteException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
