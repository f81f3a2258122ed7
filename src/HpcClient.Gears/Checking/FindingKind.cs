namespace HpcClient.Gears.Checking;

/// <summary>How much a finding weighs.</summary>
public enum FindingKind
{
    /// <summary>Against the gear specification: a site may refuse the gear.</summary>
    Fault,

    /// <summary>Allowed, but it looks odd or does something that few people mean.</summary>
    Warning,
}
