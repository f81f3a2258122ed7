namespace HpcClient.EndToEnd.Tests.Contract;

/// <summary>How a submit command was called.</summary>
/// <param name="Arguments">Program and arguments.</param>
/// <param name="StandardInput">All that it read.</param>
internal sealed record SeenCommand(IReadOnlyList<string> Arguments, string StandardInput);
