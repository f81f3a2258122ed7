namespace HpcClient.Commands.Site;

/// <summary>A command cannot do what it was asked for. The message is one sentence for a person.</summary>
internal sealed class CommandFault(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
