namespace HpcClient.Flywheel.Jobs.Listing;

/// <summary>How the next page is asked for.</summary>
internal enum PageWay
{
    /// <summary>The first page: no way yet.</summary>
    First,

    /// <summary>By the last id seen: stable while jobs come and go.</summary>
    AfterId,

    /// <summary>By the number of entries seen.</summary>
    Skip,

    /// <summary>By page number.</summary>
    Number,

    /// <summary>There is no next page.</summary>
    Over,
}
