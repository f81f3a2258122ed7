namespace HpcClient.Faults.Tests.Site;

/// <summary>One call that came by.</summary>
/// <param name="Name">Method and path below <c>/api/</c>, such as <c>PUT jobs/5f…</c>.</param>
/// <param name="Body">The start of its body.</param>
/// <param name="Status">What the site answered; 0 when it never heard of the call or did not answer.</param>
internal sealed record WireCall(string Name, string Body, int Status)
{
    /// <summary>Whether it ended a job, and the site took it.</summary>
    public bool EndsJob(string job) => Status is >= 200 and < 300
        && (Name == $"POST jobs/{job}/complete"
            || (Name == $"PUT jobs/{job}" && (Body.Contains("complete\"", StringComparison.Ordinal) || Body.Contains("failed\"", StringComparison.Ordinal) || Body.Contains("cancelled\"", StringComparison.Ordinal))));
}
