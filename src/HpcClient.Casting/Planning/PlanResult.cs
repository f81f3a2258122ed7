namespace HpcClient.Casting.Planning;

/// <summary>A plan, or the sentence that says why there is none.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>A plan.</summary>
    /// <param name="Plan">It.</param>
    public sealed record Planned(JobPlan Plan) : PlanResult;

    /// <summary>What the job's user asked for cannot be given; only they can mend it.</summary>
    /// <param name="Reason">Names the tag or option, the value and what would be right.</param>
    public sealed record Malformed(string Reason) : PlanResult;

    /// <summary>The settings' template does not work; only the admin can mend it, and the job waits meanwhile.</summary>
    /// <param name="Reason">Names the key, the fault and its line.</param>
    public sealed record TemplateFault(string Reason) : PlanResult;
}
