using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Ledger.Outbox;

/// <summary>What the site is to be told of a job, to be written with the transition that makes it necessary.</summary>
/// <param name="Kind">What about.</param>
/// <param name="Body">The text of a log line, or the word of a state.</param>
/// <param name="Detail">With a state: the reason of a failure in one word; else null.</param>
public sealed record MessageDraft(MessageKind Kind, string Body, string? Detail = null)
{
    /// <summary>A line of the job's log.</summary>
    public static MessageDraft Log(string text) => new(MessageKind.Log, text.EndsWith('\n') ? text : text + "\n");

    /// <summary>A final state.</summary>
    public static MessageDraft State(JobState state, string? failureReason = null) => new(MessageKind.State, state.Word(), failureReason);
}
