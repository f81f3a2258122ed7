namespace HpcClient.Casting.Ledger;

/// <summary>One row of a job's history.</summary>
/// <param name="JobId">Flywheel job id.</param>
/// <param name="At">When.</param>
/// <param name="From">State before; null for the first row.</param>
/// <param name="To">State after.</param>
/// <param name="Cause">One sentence.</param>
/// <param name="Evidence">Who said so, in their words; may be empty.</param>
public sealed record LedgerTransition(string JobId, DateTimeOffset At, LedgerState? From, LedgerState To, string Cause, string Evidence);
