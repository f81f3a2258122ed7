namespace HpcClient.Commands.Doctor;

/// <summary>What came of a check.</summary>
internal enum CheckOutcome
{
    /// <summary>All is well.</summary>
    Ok,

    /// <summary>It works, but is worth a look.</summary>
    Warning,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>It could not be looked at, since something before it failed.</summary>
    Skipped,
}
