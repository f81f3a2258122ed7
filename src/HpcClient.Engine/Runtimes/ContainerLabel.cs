namespace HpcClient.Engine.Runtimes;

/// <summary>The label by which containers of a job are found, whichever engine started them.</summary>
internal static class ContainerLabel
{
    /// <summary>That of <paramref name="jobId"/>.</summary>
    public static string Of(string jobId) => $"fw-hpc.job={jobId}";
}
