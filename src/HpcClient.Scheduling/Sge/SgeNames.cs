namespace HpcClient.Scheduling.Sge;

/// <summary>Job names as Grid Engine tells them.</summary>
internal static class SgeNames
{
    private const string ScriptStart = "job-";
    private const string ScriptEnd = ".sh";

    /// <summary>
    /// Our name of a job. Scripts written for the Python client have no -N, and qsub then calls the job by its script's
    /// file, <c>job-ID.sh</c>: that is <c>fw-ID</c>.
    /// </summary>
    public static string OurName(string name) =>
        name.StartsWith(ScriptStart, StringComparison.Ordinal) && name.EndsWith(ScriptEnd, StringComparison.Ordinal) && name.Length > ScriptStart.Length + ScriptEnd.Length
            ? $"fw-{name[ScriptStart.Length..^ScriptEnd.Length]}"
            : name;
}
