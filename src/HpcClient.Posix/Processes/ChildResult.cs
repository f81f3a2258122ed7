namespace HpcClient.Posix.Processes;

/// <summary>What a child that ran to its end left behind.</summary>
/// <param name="ExitCode">Exit code; 128 + signal number when a signal ended it.</param>
/// <param name="Out">Standard output, cut at the capture limit.</param>
/// <param name="Error">Standard error, cut at the capture limit.</param>
/// <param name="TimedOut">Whether we ended it because its time was up.</param>
public sealed record ChildResult(int ExitCode, string Out, string Error, bool TimedOut)
{
    /// <summary>Whether it ended by itself with exit code 0.</summary>
    public bool Succeeded => ExitCode == 0 && !TimedOut;

    /// <summary>The last line that says something, of standard error or else of standard output: what a person is shown.</summary>
    public string LastWords => LastLine(Error) ?? LastLine(Out) ?? $"no output, exit code {ExitCode}";

    private static string? LastLine(string text) =>
        text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
}
