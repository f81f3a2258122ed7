using HpcClient.Casting.Ledger;
using HpcClient.Casting.Selection;

namespace HpcClient.Casting.Sweeping;

/// <summary>Tells jobs that are new from those that were cast already, by us or by the Python client.</summary>
/// <param name="parts">Ledger and folder.</param>
internal sealed class JobMemory(SweepParts parts)
{
    /// <summary>What is known of a job; null when nothing is.</summary>
    public LedgerEntry? Find(Candidate candidate) => parts.Ledger.Find(candidate.Id);

    /// <summary>Whether a job still is to be planned and submitted.</summary>
    public bool IsToBeCast(Candidate candidate) => IsToBeCast(candidate, Find(candidate));

    /// <summary>The same, where it was looked up already.</summary>
    public bool IsToBeCast(Candidate candidate, LedgerEntry? known) => known is null
        ? !WasCastBefore(candidate)
        : known.State is LedgerState.Seen or LedgerState.Admitted;

    /// <summary>Follows a job of the Python client from now on.</summary>
    public void Adopt(Candidate candidate) => parts.Ledger.Write(
        New(candidate) with { State = LedgerState.Submitted },
        "its script was there before this client knew the job: the Python client cast it, so it is followed and not cast again",
        parts.Folder.ScriptOf(candidate.Id));

    /// <summary>A first entry, not written yet.</summary>
    public LedgerEntry New(Candidate candidate) => new()
    {
        JobId = candidate.Id,
        State = LedgerState.Seen,
        Scheduler = parts.Scheduler.Name,
        Gear = candidate.Gear,
        User = candidate.User,
        PreviousJobId = candidate.Job.PreviousJobId is { } previous && JobId.IsValid(previous) ? previous : null,
        CreatedAt = parts.Context.Time.GetUtcNow(),
        ChangedAt = parts.Context.Time.GetUtcNow(),
    };

    // Its script was all the record that the Python client kept.
    private bool WasCastBefore(Candidate candidate) => File.Exists(parts.Folder.ScriptOf(candidate.Id));
}
