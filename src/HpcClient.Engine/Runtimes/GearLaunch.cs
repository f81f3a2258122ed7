using HpcClient.Engine.Layout;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Runtimes;

/// <summary>All that a runtime needs to start a gear.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Image">As <see cref="IContainerRuntime.PrepareAsync"/> named it.</param>
/// <param name="Command">What to run.</param>
/// <param name="Scratch">The job's folder, completed.</param>
/// <param name="HasGpu">Whether the scheduler gave GPUs.</param>
/// <param name="Flags">What the gear's options ask of the runtime.</param>
/// <param name="User">User and group id that the manifest asks for (<c>custom.flywheel.uid/gid</c>), or null.</param>
internal sealed record GearLaunch(string JobId, string Image, GearCommand Command, JobScratch Scratch, bool HasGpu, SingularityFlags Flags, string? User);
