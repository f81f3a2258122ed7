namespace HpcClient.Flywheel;

/// <summary>Which API a site speaks. It is found out by asking, once per login: sites of 2018 have no <c>/auth/status</c>.</summary>
public enum ApiGeneration
{
    /// <summary>Device keys, job listing, <c>/jobs/ID/complete</c>.</summary>
    Current,

    /// <summary>
    /// The open-source core of 2018: the secret with every call, no job listing (jobs are claimed by <c>/jobs/next</c>), and
    /// an upload with a ticket ends its job.
    /// </summary>
    Core2018,
}
