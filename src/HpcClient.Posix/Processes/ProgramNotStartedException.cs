namespace HpcClient.Posix.Processes;

/// <summary>A program could not be started at all.</summary>
/// <param name="program">The program as it was asked for.</param>
/// <param name="reason">Why not, in words.</param>
public sealed class ProgramNotStartedException(string program, string reason)
    : Exception($"The program '{program}' could not be started: {reason}.")
{
    /// <summary>The program as it was asked for.</summary>
    public string Program { get; } = program;
}
