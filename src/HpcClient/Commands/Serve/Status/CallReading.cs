namespace HpcClient.Commands.Serve.Status;

/// <summary>Calls of one kind with one outcome.</summary>
/// <param name="Partner"><c>site</c> or <c>scheduler</c>.</param>
/// <param name="Call">Kind of call.</param>
/// <param name="Outcome">What came of them.</param>
/// <param name="Count">How many there were.</param>
/// <param name="Seconds">How long they took together, in seconds.</param>
internal sealed record CallReading(string Partner, string Call, string Outcome, long Count, double Seconds);
