namespace HpcClient.Commands.Serve;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Longest">Longest wait between two passes.</param>
/// <param name="StatusPort">Port of the status pages on loopback, 0 for a free one; null for none.</param>
internal sealed record ServeOptions(TimeSpan Longest, int? StatusPort);
