using HpcClient.Engine.Layout;
using HpcClient.Engine.Runtimes.Apptainer;
using HpcClient.Engine.Runtimes.Docker;
using HpcClient.Engine.Runtimes.Podman;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes;

/// <summary>
/// Removes what engines of this user on this node left of any job when they were killed together with their watchers:
/// gear, container, folder. Beside the job, and bounded: what is not done in time is a later engine's.
/// </summary>
internal static class LeftoverSweep
{
    private static readonly TimeSpan StepTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Looks once below <paramref name="tempFolder"/>.</summary>
    public static async Task RunAsync(string tempFolder, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var leftover in Leftover.In(tempFolder))
            {
                await RemoveAsync(leftover, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            // A later engine looks again.
        }
    }

    private static async Task RemoveAsync(Leftover leftover, CancellationToken cancellationToken)
    {
        var runtime = leftover.EndGear();
        var container = JobScratch.ContainerOf(leftover.Folder);
        if (runtime == PodmanRuntime.RuntimeName && PodmanProgram.Find() is { } podman)
        {
            await podman.RunAsync(PodmanRuntime.RemoveArguments(container), StepTimeout, cancellationToken);
        }
        else if (runtime == DockerRuntime.RuntimeName && DockerProgram.Find() is { } docker)
        {
            await docker.RunAsync(DockerRuntime.RemoveArguments(container), StepTimeout, cancellationToken);
        }

        // A child, since it may take long and must be stopped when the job is over.
        string[] folders = [leftover.Folder, .. ApptainerProgram.Setting("WORKDIR") is { Length: > 0 } sessions ? [Path.Combine(sessions, Path.GetFileName(leftover.Folder))] : Array.Empty<string>()];
        var removed = await ChildProcess.RunAsync(
            new ChildCommand { Program = "rm", Arguments = ["-rf", "--", .. folders], NewSession = true }, StepTimeout, cancellationToken: cancellationToken);
        if (!removed.Succeeded && runtime == PodmanRuntime.RuntimeName && !ProcessUser.IsRoot && PodmanProgram.Find() is { } unshare)
        {
            await unshare.RunAsync(["unshare", "rm", "-rf", "--", leftover.Folder], StepTimeout, cancellationToken);
        }
    }
}
