using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>
/// Runs gears with Podman. A container of Podman is no child of ours and survives its client's death, and rootful even
/// the scheduler's kill; so it has a name made of the job's id, by which the engine, its watcher and the next engine
/// remove it.
/// </summary>
internal sealed class PodmanRuntime(PodmanProgram podman, RuntimeTools tools) : IContainerRuntime
{
    private const int RuntimeFailed = 125;
    private const string HomeOfUser = "/home/flywheel";
    private static readonly TimeSpan RemoveTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Name => "podman";

    /// <inheritdoc/>
    public Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken) =>
        new PodmanImages(podman, tools).PrepareAsync(image, cancellationToken);

    /// <inheritdoc/>
    public async Task CopyGearAsync(string image, JobScratch scratch, string target, CancellationToken cancellationToken)
    {
        // In a container of the image and not with "podman cp": one start instead of three, and owners stay the container's.
        var result = await podman.RunAsync(
            ["run", "--rm", "--network=none", "--log-driver=none", "--pull=never", "--entrypoint=", "--image-volume=ignore", "--no-healthcheck", "--user=0:0", "--volume", $"{target}:/mnt", image, "cp", "-a", $"{GearFolder.InContainer}/.", "/mnt/"],
            tools.Settings.Limits.ImageTimeout, cancellationToken);
        if (!result.Succeeded)
        {
            throw DiskFault.Copying(result.LastWords, tools.Settings);
        }
    }

    /// <inheritdoc/>
    public ChildCommand Launch(GearLaunch launch)
    {
        List<string> arguments =
        [
            "run", "--rm", "--init", "--name", ContainerName(launch.JobId)!, "--replace", $"--pidfile={launch.Scratch.ContainerProcess}",
            // Of what an image says nothing counts but its files: a volume of its own would even hide what the gear writes there.
            "--pull=never", "--entrypoint=", "--image-volume=ignore", "--no-healthcheck", "--network=host", "--log-driver=none", "--http-proxy=false", "--unsetenv-all",
            "--volume", $"{launch.Scratch.Gear}:{GearFolder.InContainer}{(launch.User is null ? "" : ":U")}",
            "--volume", $"{launch.Scratch.Session}:/tmp{(launch.User is null ? "" : ":U")}",
            "--workdir", launch.Command.Folder,
            "--user", launch.User ?? "0:0",
        ];
        if (launch.User is not null)
        {
            // A user that the image does not know has no home in it, and none of root's.
            arguments.AddRange(["--volume", $"{launch.Scratch.Home}:{HomeOfUser}:U", "--env", $"HOME={HomeOfUser}"]);
        }

        if (launch.HasGpu)
        {
            arguments.AddRange(["--device", "nvidia.com/gpu=all", "--security-opt=label=disable"]);
        }

        // Options' values, which may be private, by reference: no argument list shows them. Others by value, since
        // one named like a variable of Podman's own (PATH, HOME, CONTAINERS_CONF) must not reach Podman itself.
        var referenced = new Dictionary<string, string?>();
        foreach (var (name, value) in launch.Command.Environment)
        {
            arguments.Add("--env");
            if (name.StartsWith("FW_CONFIG_", StringComparison.Ordinal))
            {
                arguments.Add(name);
                referenced[name] = value;
            }
            else
            {
                arguments.Add($"{name}={value}");
            }
        }

        arguments.Add(launch.Image);
        arguments.AddRange(launch.Command.Arguments);
        return new() { Program = podman.Path, Arguments = arguments, Environment = referenced, NewSession = true };
    }

    /// <inheritdoc/>
    public async Task CleanAsync(string jobId, CancellationToken cancellationToken) =>
        _ = await podman.RunAsync(["rm", "--force", "--time", "0", "--ignore", ContainerName(jobId)!], RemoveTimeout, cancellationToken);

    /// <inheritdoc/>
    public async Task ReclaimAsync(string folder, CancellationToken cancellationToken)
    {
        if (!ProcessUser.IsRoot)
        {
            _ = await podman.RunAsync(["unshare", "chown", "-R", "-h", "0:0", folder], RemoveTimeout, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string folder, CancellationToken cancellationToken)
    {
        // Rootless, the container's users are ids that only our user name space may touch.
        if (!ProcessUser.IsRoot)
        {
            _ = await podman.RunAsync(["unshare", "rm", "-rf", "--", folder], RemoveTimeout, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public string? ContainerName(string jobId) => $"fw-hpc-{jobId}";

    /// <inheritdoc/>
    public string? OwnFailure(int exitCode, string? lastWords) =>
        exitCode == RuntimeFailed && lastWords is not null && lastWords.Contains("Error:", StringComparison.Ordinal)
            ? $"Podman could not start the gear: {lastWords[(lastWords.LastIndexOf("Error:", StringComparison.Ordinal) + "Error:".Length)..].Trim()}"
            : null;
}
