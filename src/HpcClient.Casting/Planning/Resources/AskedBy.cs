namespace HpcClient.Casting.Planning.Resources;

/// <summary>Who asked for a resource.</summary>
internal enum AskedBy
{
    /// <summary>The job, by an option of its gear or a tag: the admin's rules hold.</summary>
    Job,

    /// <summary>The job, by a tag that only says <em>that</em> it wants one, as the Python client's <c>gpu</c>.</summary>
    BareTag,

    /// <summary>The admin, in cast.yml.</summary>
    Settings,

    /// <summary>Nobody: it is the scheduler's default.</summary>
    Default,
}
