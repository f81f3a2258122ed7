using HpcClient.Settings.Records;

namespace HpcClient.Engine.Claiming;

/// <summary>Whether the claim on a job is ours.</summary>
/// <param name="Claim">Our claim; null when it is not ours.</param>
/// <param name="Sentence">Who has it instead, or how we came by it.</param>
internal sealed record ClaimResult(ClaimRecord? Claim, string Sentence)
{
    /// <summary>The claim of the same scheduler job that ours replaced; null when there was none.</summary>
    public ClaimRecord? Replaced { get; init; }

    /// <summary>Whether it is.</summary>
    public bool Taken => Claim is not null;
}
