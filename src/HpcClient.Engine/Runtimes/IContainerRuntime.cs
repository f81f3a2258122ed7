using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes;

/// <summary>What runs gears on a node.</summary>
internal interface IContainerRuntime
{
    /// <summary>Its name, as end records and the site's profile have it.</summary>
    string Name { get; }

    /// <summary>Makes <paramref name="image"/> ready on this node; fast when it is already.</summary>
    /// <returns>What the other methods call the image: a path, or a name in the runtime's own store.</returns>
    /// <exception cref="EngineFault">It cannot be had.</exception>
    Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken);

    /// <summary>Copies the <c>/flywheel/v0</c> of an image that is ready to <paramref name="target"/>.</summary>
    /// <exception cref="EngineFault">It cannot be copied.</exception>
    Task CopyGearAsync(string image, JobScratch scratch, string target, CancellationToken cancellationToken);

    /// <summary>Makes <paramref name="image"/> ready and copies its <c>/flywheel/v0</c> to the job's <see cref="JobScratch.Gear"/>.</summary>
    /// <returns>What the other methods call the image, as <see cref="PrepareAsync"/> has it.</returns>
    /// <exception cref="EngineFault">It cannot be had, or holds no such folder.</exception>
    async Task<string> StageAsync(ImageReference image, JobScratch scratch, CancellationToken cancellationToken)
    {
        var ready = await PrepareAsync(image, cancellationToken);
        await CopyGearAsync(ready, scratch, scratch.Gear, cancellationToken);
        return ready;
    }

    /// <summary>The child process that is the running gear.</summary>
    ChildCommand Launch(GearLaunch launch);

    /// <summary>Ends what may have outlived the child process, and forgets it.</summary>
    Task CleanAsync(string jobId, CancellationToken cancellationToken);

    /// <summary>Gives the job's folders to the user whom the gear runs as, where starting it does not do that.</summary>
    Task GiveAsync(JobScratch scratch, string user, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes files that the gear left ours, where it could give them to user ids that we may not read.</summary>
    Task ReclaimAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Removes what the gear left that we ourselves may not remove (files of another user id).</summary>
    Task RemoveAsync(string folder, CancellationToken cancellationToken);

    /// <summary>
    /// The command that removes the job's container, for the watcher and for the next engine on this node when this one
    /// dies; empty where the gear's processes are our children and that is all there is.
    /// </summary>
    IReadOnlyList<string> Removal(JobScratch scratch);

    /// <summary>Why the runtime itself, and not the gear, failed; null when it was the gear.</summary>
    string? OwnFailure(int exitCode, string? lastWords);
}
