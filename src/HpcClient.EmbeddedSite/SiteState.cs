using HpcClient.EmbeddedSite.Storage;

namespace HpcClient.EmbeddedSite;

/// <summary>What all parts of a running site share.</summary>
internal sealed record SiteState(EmbeddedSiteOptions Options, SiteDatabase Database, ContentStore Contents, SiteClock Clock)
{
    /// <summary>Port the server listens on; known once it does.</summary>
    public int Port { get; set; }

    public void Log(string line) => Options.Log?.Invoke(line);
}
