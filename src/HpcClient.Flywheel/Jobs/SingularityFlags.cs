using System.Text.Json;

namespace HpcClient.Flywheel.Jobs;

/// <summary>
/// The options <c>singularity-debug</c> and <c>singularity-writable</c> that a gear may offer. The Python client looked for
/// them beside the gear's options instead of among them; both places count.
/// </summary>
/// <param name="Debug">Whether the container runtime is to say all that it does.</param>
/// <param name="Writable">Whether the gear may write anywhere in its image's file system; it is gone afterwards.</param>
public sealed record SingularityFlags(bool Debug, bool Writable)
{
    /// <summary>What <paramref name="job"/> asks for.</summary>
    public static SingularityFlags Of(FlywheelJob job) => new(IsOn(job, "singularity-debug"), IsOn(job, "singularity-writable"));

    private static bool IsOn(FlywheelJob job, string option) =>
        job.Config?.Config?[option]?.GetValueKind() == JsonValueKind.True
        || (job.Config?.Other?.TryGetValue(option, out var value) == true && value.ValueKind == JsonValueKind.True);
}
