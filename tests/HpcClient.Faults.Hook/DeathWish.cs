using System.Globalization;

namespace HpcClient.Faults.Hook;

/// <summary>At which transition of the ledger a process is to die: <c>before:Submitted:1</c> or <c>after:Submitted:2</c>.</summary>
/// <param name="IsAfter">After the commit, or before the transaction.</param>
/// <param name="To">The state that the transition leads to.</param>
/// <param name="Nth">At the how manieth such transition, from 1.</param>
internal sealed record DeathWish(bool IsAfter, string To, int Nth)
{
    /// <summary>The variable that holds it.</summary>
    public const string Variable = "FAULT_DIE_AT";

    /// <summary>Reads it; null for none.</summary>
    public static DeathWish? Read(string? text) => text?.Split(':') is [var when, var to, var nth]
        ? new(when == "after", to, int.Parse(nth, CultureInfo.InvariantCulture))
        : null;
}
