namespace HpcClient.Casting.Ledger;

/// <summary>Where a job is on its way, as we remember it.</summary>
public enum LedgerState
{
    /// <summary>Found at the site, nothing promised.</summary>
    Seen,

    /// <summary>May run here.</summary>
    Admitted,

    /// <summary>May not run here, and the site knows why.</summary>
    Refused,

    /// <summary>We are about to submit it, or tried and do not know what came of it.</summary>
    Intended,

    /// <summary>The scheduler has it.</summary>
    Submitted,

    /// <summary>It waits in the scheduler's queue.</summary>
    Queued,

    /// <summary>It has a node.</summary>
    Running,

    /// <summary>It is over; the site has not acknowledged that yet.</summary>
    Ended,

    /// <summary>It is over and the site knows. Final.</summary>
    Reported,

    /// <summary>The scheduler forgot it and nobody knows how it ended; the site is to be told so.</summary>
    Lost,

    /// <summary>The site cancelled or retried it while we had it. Final.</summary>
    Superseded,
}
