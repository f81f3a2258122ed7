namespace HpcClient.Casting.UsageReports;

/// <summary>By what usage is summed up.</summary>
public enum UsageGrouping
{
    /// <summary>Gear name and version.</summary>
    Gear,

    /// <summary>Who launched the job at the site.</summary>
    User,

    /// <summary>Month of the submission in UTC, such as <c>2026-01</c>.</summary>
    Month,

    /// <summary>Node or nodes.</summary>
    Node,
}
