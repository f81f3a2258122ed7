using HpcClient.Casting.Selection;
using HpcClient.Jinja;
using HpcClient.Scheduling;

namespace HpcClient.Casting.Planning;

/// <summary>Everything that is needed to submit one job.</summary>
/// <param name="Candidate">The job.</param>
/// <param name="Nonce">Random text of this attempt.</param>
/// <param name="Resources">What it asks for.</param>
/// <param name="Script">The rendered script.</param>
/// <param name="Command">The rendered submit command as an argument vector.</param>
public sealed record JobPlan(Candidate Candidate, string Nonce, ResourceRequest Resources, string Script, IReadOnlyList<string> Command)
{
    /// <summary>The values that the templates were rendered with.</summary>
    public required IReadOnlyDictionary<string, JinjaValue> Values { get; init; }
}
