using HpcClient.Settings.Records;

namespace HpcClient.Engine.Stopping;

/// <summary>Why a job is stopped before its end.</summary>
/// <param name="EndedBy">Who wants it so.</param>
/// <param name="Sentence">In words.</param>
internal sealed record StopCause(EndedBy EndedBy, string Sentence)
{
    /// <summary>How the job ends because of it.</summary>
    public EndOutcome Outcome => EndedBy switch
    {
        EndedBy.Site => EndOutcome.Cancelled,
        EndedBy.Successor => EndOutcome.Refused,
        _ => EndOutcome.Stopped,
    };
}
