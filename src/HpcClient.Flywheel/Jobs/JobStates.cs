namespace HpcClient.Flywheel.Jobs;

/// <summary>Job states in the site's spelling.</summary>
public static class JobStates
{
    /// <summary>The site's word for <paramref name="state"/>.</summary>
    public static string Word(this JobState state) => state switch
    {
        JobState.Pending => "pending",
        JobState.Running => "running",
        JobState.Complete => "complete",
        JobState.Failed => "failed",
        JobState.Cancelled => "cancelled",
        _ => "unknown",
    };

    /// <summary>The state that the site calls <paramref name="word"/>.</summary>
    public static JobState Parse(string? word) => word switch
    {
        "pending" => JobState.Pending,
        "running" => JobState.Running,
        "complete" => JobState.Complete,
        "failed" => JobState.Failed,
        "cancelled" => JobState.Cancelled,
        _ => JobState.Unknown,
    };

    /// <summary>Whether nothing can change it any more.</summary>
    public static bool IsFinal(this JobState state) => state is JobState.Complete or JobState.Failed or JobState.Cancelled;
}
