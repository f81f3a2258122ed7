namespace HpcClient.Scheduling.Submission;

/// <summary>What came of handing over one job.</summary>
public abstract record SubmissionResult
{
    private SubmissionResult()
    {
    }

    /// <summary>The scheduler took it.</summary>
    /// <param name="SchedulerJobId">Its id there.</param>
    public sealed record Accepted(string SchedulerJobId) : SubmissionResult;

    /// <summary>The scheduler surely did not take it.</summary>
    /// <param name="Reason">One sentence with the remedy.</param>
    /// <param name="WorthRetrying">Whether the same submission may pass later (controller busy, queue limit reached) or never will (invalid partition).</param>
    public sealed record Refused(string Reason, bool WorthRetrying) : SubmissionResult;

    /// <summary>Nobody knows: time-out, broken connection, an answer that cannot be read. Look the name up before anything else.</summary>
    /// <param name="Reason">One sentence.</param>
    public sealed record Ambiguous(string Reason) : SubmissionResult;
}
