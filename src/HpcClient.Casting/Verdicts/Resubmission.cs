using HpcClient.Settings.Policies;

namespace HpcClient.Casting.Verdicts;

/// <summary>That a job is submitted again instead of ended, and with what.</summary>
/// <param name="Cause">For which cause.</param>
/// <param name="Sentence">In words, for the job's log.</param>
internal sealed record Resubmission(PolicyCause Cause, string Sentence)
{
    /// <summary>Memory of the whole job, in bytes; null to ask for the same as before.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Walltime; null to ask for the same as before.</summary>
    public TimeSpan? Walltime { get; init; }
}
