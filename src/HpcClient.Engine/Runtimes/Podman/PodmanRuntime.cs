using System.Globalization;
using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>
/// Runs gears with Podman. A container of Podman is no child of ours and survives its client's death, and rootful even
/// the scheduler's kill; so it hangs on a <see cref="Lifeline"/>, and has a name and a label by which the engine, its
/// watcher and the next engine remove it.
/// </summary>
internal sealed class PodmanRuntime(PodmanProgram podman, RuntimeTools tools) : IContainerRuntime
{
    /// <summary>The runtime's name.</summary>
    public const string RuntimeName = "podman";

    private const int RuntimeFailed = 125;
    private const string HomeOfUser = "/home/flywheel";
    private static readonly TimeSpan RemoveTimeout = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string Name => RuntimeName;

    /// <inheritdoc/>
    public async Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var images = new PodmanImages(podman, tools);
        var wanted = await images.NameAsync(image, cancellationToken);
        await images.BringAsync(wanted, cancellationToken);
        return wanted.Name;
    }

    /// <inheritdoc/>
    public async Task CopyGearAsync(string image, JobScratch scratch, string target, CancellationToken cancellationToken)
    {
        var copy = new PodmanGearCopy(podman, tools.Settings);
        if (!await copy.TryMountedAsync(image, target, cancellationToken))
        {
            await copy.InContainerAsync(image, target, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<string> StageAsync(ImageReference image, JobScratch scratch, CancellationToken cancellationToken)
    {
        // Each call of Podman takes its tens of milliseconds: whether the image is there is asked only if copying from it fails.
        var images = new PodmanImages(podman, tools);
        var wanted = await images.NameAsync(image, cancellationToken);
        if (!await new PodmanGearCopy(podman, tools.Settings).TryMountedAsync(wanted.Name, scratch.Gear, cancellationToken))
        {
            await images.BringAsync(wanted, cancellationToken);
            await CopyGearAsync(wanted.Name, scratch, scratch.Gear, cancellationToken);
        }

        return wanted.Name;
    }

    /// <inheritdoc/>
    public ChildCommand Launch(GearLaunch launch)
    {
        List<string> arguments =
        [
            "run", "--rm", "--init", "--pid=private", "--name", launch.Scratch.ContainerName, "--label", ContainerLabel.Of(launch.JobId), $"--pidfile={launch.Scratch.ContainerProcess}",

            // Of what an image says nothing counts but its files: a volume of its own would even hide what the gear writes there.
            "--pull=never", "--entrypoint=", "--image-volume=ignore", "--no-healthcheck",
            launch.HasNetwork ? "--network=host" : "--network=none", "--log-driver=none", "--http-proxy=false", "--unsetenv-all",
            "--volume", $"{launch.Scratch.Lifeline}:{Lifeline.InContainer}:ro",
            "--volume", $"{launch.Scratch.Gear}:{GearFolder.InContainer}{(launch.User is null ? "" : ":U")}",
            "--volume", $"{launch.Scratch.Session}:/tmp{(launch.User is null ? "" : ":U")}",
            .. launch.Binds.SelectMany(bind => (string[])["--mount", $"type=bind,\"source={bind.Source}\",\"target={bind.Target}\"{(bind.IsReadOnly ? ",ro=true" : "")}"]),
            "--workdir", launch.Command.Folder,
            "--user", launch.User ?? "0:0",
        ];
        if (launch.User is not null)
        {
            // A user that the image does not know has no home in it, and none of root's.
            arguments.AddRange(["--volume", $"{launch.Scratch.Home}:{HomeOfUser}:U", "--env", $"HOME={HomeOfUser}"]);
        }

        if (launch.MemoryLimit is { } limit && ProcessUser.IsRoot)
        {
            // Its control group is not the job's; an ordinary user's container stays in that.
            arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--memory={limit}b"));
        }

        arguments.AddRange(launch.Gpu is { } gpu ? PodmanGpu.Options(gpu) : []);

        // Options' values, which may be private, by reference: no argument list shows them. Others by value, since
        // one named like a variable of Podman's own (PATH, HOME, CONTAINERS_CONF) must not reach Podman itself.
        var referenced = new Dictionary<string, string?>();
        foreach (var (name, value) in PodmanGpu.Environment(launch.Command.Environment, launch.Gpu))
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
        arguments.AddRange(Lifeline.Wrap(launch.Command.Arguments));
        return new() { Program = podman.Path, Arguments = arguments, Environment = referenced, NewSession = true };
    }

    /// <summary>The arguments that remove the container <paramref name="name"/>, running or not, there or not.</summary>
    public static IReadOnlyList<string> RemoveArguments(string name) => ["rm", "--force", "--time", "0", "--ignore", name];

    /// <inheritdoc/>
    public async Task CleanAsync(string jobId, CancellationToken cancellationToken)
    {
        var found = await podman.RunAsync(["ps", "--all", "--quiet", "--filter", $"label={ContainerLabel.Of(jobId)}"], RemoveTimeout, cancellationToken);
        foreach (var container in found.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            _ = await podman.RunAsync(RemoveArguments(container), RemoveTimeout, cancellationToken);
        }
    }

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
    public IReadOnlyList<string> Removal(JobScratch scratch) => [podman.Path, .. RemoveArguments(scratch.ContainerName)];

    /// <inheritdoc/>
    public string? OwnFailure(int exitCode, string? lastWords) =>
        (exitCode == RuntimeFailed || PodmanGpu.IsUnknown(lastWords)) && lastWords is not null && lastWords.Contains("Error:", StringComparison.Ordinal)
            ? $"Podman could not start the gear: {lastWords[(lastWords.LastIndexOf("Error:", StringComparison.Ordinal) + "Error:".Length)..].Trim()}{PodmanGpu.Remedy(lastWords)}"
            : null;
}
