using System.Text.Json;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Planning;

/// <summary>
/// The options <c>singularity-debug</c> and <c>singularity-writable</c> for templates. The Python client looked for them
/// beside the gear's options instead of among them; both places count.
/// </summary>
/// <param name="Debug">Whether the gear's container is to say more.</param>
/// <param name="Writable">Whether the gear's container is to be writable.</param>
internal sealed record SingularityFlags(bool Debug, bool Writable)
{
    public static SingularityFlags Of(FlywheelJob job) => new(IsOn(job, "singularity-debug"), IsOn(job, "singularity-writable"));

    private static bool IsOn(FlywheelJob job, string option) =>
        job.Config?.Config?[option]?.GetValueKind() == JsonValueKind.True
        || (job.Config?.Other?.TryGetValue(option, out var value) == true && value.ValueKind == JsonValueKind.True);
}
