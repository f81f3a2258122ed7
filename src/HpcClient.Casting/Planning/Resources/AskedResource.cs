using HpcClient.Casting.Reporting;

namespace HpcClient.Casting.Planning.Resources;

/// <summary>A value that somebody asked for, and where.</summary>
/// <param name="Value">The value as it was written.</param>
/// <param name="Source">Where, in words that its author understands, fit to be shown: the option, tag or key.</param>
/// <param name="By">Who.</param>
internal sealed record AskedResource(string Value, string Source, AskedBy By)
{
    /// <summary>
    /// Whether it is a tag of <c>filter_tags</c>: a site may route by <c>partition=gpu</c> without meaning a partition, so
    /// what cannot be given is no fault of the job then.
    /// </summary>
    public bool IsRouting { get; init; }

    /// <summary>Whether the admin's rules hold for it.</summary>
    public bool IsJobs => By is AskedBy.Job or AskedBy.BareTag;

    /// <summary><see cref="Source"/> at the beginning of a sentence.</summary>
    public string Subject => char.ToUpperInvariant(Source[0]) + Source[1..];

    /// <summary>The value, fit to be shown.</summary>
    public string Shown => SafeText.Of(Value);
}
