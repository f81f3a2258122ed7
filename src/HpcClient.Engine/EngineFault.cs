using HpcClient.Settings.Records;

namespace HpcClient.Engine;

/// <summary>A stage cannot go on. The message is one sentence for the researcher: what, where, remedy.</summary>
/// <param name="sentence">It.</param>
/// <param name="outcome">Whose fault it is.</param>
internal sealed class EngineFault(string sentence, EndOutcome outcome = EndOutcome.EngineFailed) : Exception(sentence)
{
    /// <summary>How the job ends because of it.</summary>
    public EndOutcome Outcome { get; } = outcome;
}
