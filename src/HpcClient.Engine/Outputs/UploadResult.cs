namespace HpcClient.Engine.Outputs;

/// <summary>What came of an upload.</summary>
/// <param name="Ticket">The completion ticket.</param>
/// <param name="Names">Names that the site took.</param>
/// <param name="Fault">Why the job counts as failed although its files are stored, or null.</param>
internal sealed record UploadResult(string Ticket, IReadOnlyList<string> Names, string? Fault);
