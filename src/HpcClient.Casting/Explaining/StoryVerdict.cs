using HpcClient.Casting.Ledger;

namespace HpcClient.Casting.Explaining;

/// <summary>How a job ended, and on whose word.</summary>
/// <param name="At">When that was decided.</param>
/// <param name="Sentence">How it ended.</param>
/// <param name="Witness">Who said so: <c>engine</c>, the scheduler, both, or <c>nobody</c>; and what else speaks for it.</param>
public sealed record StoryVerdict(DateTimeOffset At, string Sentence, string Witness)
{
    // How the evidence of a verdict begins in the history.
    private const string Mark = "witness: ";

    internal static StoryVerdict? Of(JobStory story)
    {
        if (story.Entry.State is not (LedgerState.Ended or LedgerState.Reported or LedgerState.Lost))
        {
            return null;
        }

        return story.History.LastOrDefault(row => row.Evidence.StartsWith(Mark, StringComparison.Ordinal)) is { } row
            ? new(row.At, row.Cause, row.Evidence[Mark.Length..])
            : null;
    }
}
