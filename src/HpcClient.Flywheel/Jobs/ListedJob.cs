namespace HpcClient.Flywheel.Jobs;

/// <summary>One entry of a job list: a job, or an entry that could not be read and must not stop the others.</summary>
public abstract record ListedJob
{
    private ListedJob()
    {
    }

    /// <summary>A job.</summary>
    /// <param name="Job">It.</param>
    public sealed record Readable(FlywheelJob Job) : ListedJob;

    /// <summary>An entry that makes no sense.</summary>
    /// <param name="Id">Its id, when that much could be read.</param>
    /// <param name="Reason">One sentence.</param>
    public sealed record Broken(string? Id, string Reason) : ListedJob;
}
