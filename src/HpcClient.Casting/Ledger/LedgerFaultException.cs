namespace HpcClient.Casting.Ledger;

/// <summary>The ledger cannot be used, or was taken over. Nothing was written. The message is one sentence with the remedy.</summary>
/// <param name="message">The sentence.</param>
/// <param name="inner">The fault below.</param>
public sealed class LedgerFaultException(string message, Exception? inner = null) : Exception(message, inner);
