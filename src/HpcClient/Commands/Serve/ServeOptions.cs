namespace HpcClient.Commands.Serve;

/// <summary>What was asked for on the command line, in place of what cast.yml says.</summary>
/// <param name="Longest">Longest wait between two passes; null for <c>poll_seconds</c>.</param>
/// <param name="StatusPort">Port of the status pages on loopback, 0 for a free one; null for <c>status_port</c>.</param>
internal sealed record ServeOptions(TimeSpan? Longest, int? StatusPort);
