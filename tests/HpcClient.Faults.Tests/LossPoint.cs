namespace HpcClient.Faults.Tests;

/// <summary>Where a job could be lost, run twice or be told wrongly: the names of <c>docs/guarantees.md</c>.</summary>
internal enum LossPoint
{
    /// <summary>Between the site's list and our first row about the job.</summary>
    Offer,

    /// <summary>Between the promise in the ledger and the scheduler's hearing of the job.</summary>
    Promise,

    /// <summary>Between the scheduler's taking the job and our knowing its number.</summary>
    Receipt,

    /// <summary>While the job waits in the queue.</summary>
    Queue,

    /// <summary>While the gear runs on its node.</summary>
    Node,

    /// <summary>Between the engine and the site: inputs, log lines, outputs, end.</summary>
    Delivery,

    /// <summary>Between the job's end and our knowing how it ended.</summary>
    Verdict,

    /// <summary>Between our knowing the end and the site's acknowledging it.</summary>
    Word,

    /// <summary>The folder in which all of this is remembered.</summary>
    Folder,

    /// <summary>Two of us at once.</summary>
    Twins,

    /// <summary>The clock by which waits are measured.</summary>
    Clock,
}
