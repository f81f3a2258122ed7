namespace HpcClient.Demo;

/// <summary>The demo cannot go on; the message says why.</summary>
/// <param name="message">One sentence.</param>
internal sealed class DemoException(string message) : Exception(message);
