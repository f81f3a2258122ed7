namespace HpcClient.Casting.Verdicts;

/// <summary>How a job ended, in words, and on whose word.</summary>
/// <param name="Succeeded">Only true on the engine's own end record or the site's own state.</param>
/// <param name="Reason">One sentence for the researcher.</param>
/// <param name="Witness">Who said so: <c>engine</c>, <c>slurm</c>, <c>site</c>, <c>nobody</c>.</param>
/// <param name="Cancelled">Whether somebody cancelled it, rather than that it failed.</param>
public sealed record Verdict(bool Succeeded, string Reason, string Witness, bool Cancelled = false);
