namespace HpcClient.Scheduling.Commands;

/// <summary>What came of one question to a scheduler's command.</summary>
/// <param name="Text">Standard output; empty when it failed.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Problem">Why there is no answer, one sentence; null when there is one.</param>
internal sealed record CommandAnswer(string Text, string Error, string? Problem)
{
    /// <summary>It answered.</summary>
    public static CommandAnswer Said(string text, string error) => new(text, error, null);

    /// <summary>It did not.</summary>
    public static CommandAnswer Failed(string problem, string error = "") => new("", error, problem);
}
