using HpcClient.Scheduling.Observations;

namespace HpcClient.Casting.Verdicts;

/// <summary>How a job ended, in words, and on whose word.</summary>
/// <param name="Succeeded">Only true on the engine's own end record or the site's own state.</param>
/// <param name="What">What happened, in one sentence for the researcher.</param>
/// <param name="Witness">Who said so: <c>engine</c>, <c>slurm</c>, <c>engine and slurm</c>, <c>nobody</c>.</param>
/// <param name="Cause">How the scheduler job ended, as far as anybody can tell.</param>
public sealed record Verdict(bool Succeeded, string What, string Witness, EndCause Cause)
{
    /// <summary>What the researcher can do about it; empty where there is nothing, or <see cref="What"/> says it already.</summary>
    public string Remedy { get; init; } = "";

    /// <summary>Both.</summary>
    public string Reason => Remedy.Length == 0 ? What : $"{What} {Remedy}";

    /// <summary>Whether the site has acknowledged the end to the engine, so that nothing is left to tell.</summary>
    public bool SiteKnows { get; init; }

    /// <summary>Whether the engine ended the job at the site, or tried to: then there is nothing to submit again.</summary>
    public bool EngineDecided { get; init; }

    /// <summary>Whether nobody knows how it ended.</summary>
    public bool IsLost => Witness == Nobody;

    /// <summary>The witness of a job that nobody knows.</summary>
    internal const string Nobody = "nobody";
}
