namespace HpcClient.EmbeddedSite;

/// <summary>Which Flywheel API an embedded site speaks.</summary>
public enum SiteGeneration
{
    /// <summary>That of current sites: device keys, job listing, hold engine, <c>/jobs/ID/complete</c>.</summary>
    Current,

    /// <summary>
    /// That of the open-source core of March 2018: the drone secret on every call, no job listing, jobs handed out by
    /// <c>/jobs/next</c>, completion by ticket with the upload. It answers as the recorded real server did.
    /// </summary>
    Core2018,
}
