namespace HpcClient.Commands.Doctor;

/// <summary>One check and what came of it.</summary>
/// <param name="Name">What was checked, in a few words.</param>
/// <param name="Tried">What was done to find out.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="Result">What was found, as a sentence.</param>
internal sealed record Finding(string Name, string Tried, CheckOutcome Outcome, string Result)
{
    /// <summary>What to do, as a sentence; null when nothing is to be done.</summary>
    public string? Remedy { get; init; }

    /// <summary>All is well.</summary>
    public static Finding Ok(string name, string tried, string result) => new(name, tried, CheckOutcome.Ok, result);

    /// <summary>It works, but is worth a look.</summary>
    public static Finding Warning(string name, string tried, string result, string? remedy = null) => new(name, tried, CheckOutcome.Warning, result) { Remedy = remedy };

    /// <summary>It does not work. A sentence that already says what to do needs no remedy of its own.</summary>
    public static Finding Failed(string name, string tried, string result, string? remedy = null) => new(name, tried, CheckOutcome.Failed, result) { Remedy = remedy };

    /// <summary>It could not be looked at.</summary>
    public static Finding Skipped(string name, string why) => new(name, "nothing", CheckOutcome.Skipped, why);
}
