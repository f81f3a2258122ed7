using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;

namespace HpcClient.Casting.Explaining;

/// <summary>A job of a list.</summary>
/// <param name="Entry">The job.</param>
/// <param name="Last">Its last submission; null where it has none on record.</param>
public sealed record KnownJob(LedgerEntry Entry, LedgerAttempt? Last);
