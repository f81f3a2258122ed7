using HpcClient.Engine.Configuration;
using HpcClient.Engine.Layout;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Cast;

namespace HpcClient.Engine.Runtimes;

/// <summary>All that a runtime needs to start a gear.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Image">As <see cref="IContainerRuntime.PrepareAsync"/> named it.</param>
/// <param name="Command">What to run.</param>
/// <param name="Scratch">The job's folder, completed.</param>
/// <param name="Flags">What the gear's options ask of the runtime.</param>
internal sealed record GearLaunch(string JobId, string Image, GearCommand Command, JobScratch Scratch, SingularityFlags Flags)
{
    /// <summary>User and group id that the manifest asks for (<c>custom.flywheel.uid/gid</c>), or null.</summary>
    public string? User { get; init; }

    /// <summary>The GPUs that the scheduler gave, or null.</summary>
    public GpuGrant? Gpu { get; init; }

    /// <summary>Whether the gear has the node's network.</summary>
    public bool HasNetwork { get; init; } = true;

    /// <summary>What of the node it sees besides its own; all of it is there.</summary>
    public IReadOnlyList<BindMount> Binds { get; init; } = [];

    /// <summary>The limit that the kernel holds the job to, in bytes, or null: for containers that run outside of the job's control group.</summary>
    public long? MemoryLimit { get; init; }
}
