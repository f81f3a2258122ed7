using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Host;

/// <summary>
/// Runs gears on the node itself, as our own user: no isolation at all. For demos and for developing gears. The image
/// gives only its <c>/flywheel/v0</c>; programs and libraries are the host's.
/// </summary>
internal sealed class HostRuntime(RuntimeTools tools) : IContainerRuntime
{
    /// <summary>What the job's log is told.</summary>
    public const string Warning = "WARNING: this gear runs on the node itself, without a container: nothing keeps it from this user's files, and the image's own programs are not used. For demos and development only; install Apptainer for real work.";

    // Tells the folder of a gear from that of an unpacked image, which holds one.
    private const string GearFolderMark = "gear-folder:";

    /// <inheritdoc/>
    public string Name => "host";

    /// <inheritdoc/>
    public async Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken)
    {
        if (image.Kind == ImageKind.GearFolder)
        {
            return GearFolderMark + image.Source;
        }

        if (image.Kind != ImageKind.Rootfs)
        {
            throw new EngineFault($"The gear's image {image.Shown} needs a container runtime, and none is in use (ENGINE_MODULE=host). Install Apptainer or Podman.");
        }

        return await tools.Store.GetOrMakeAsync(
            new($"{image.Key}.rootfs", image.Shown, (path, token) => new RootfsFolder(tools).MakeAsync(image, path, token)), tools.SayWaiting, cancellationToken);
    }

    /// <inheritdoc/>
    public Task CopyGearAsync(string image, JobScratch scratch, string target, CancellationToken cancellationToken)
    {
        if (image.StartsWith(GearFolderMark, StringComparison.Ordinal))
        {
            OwnGearFolder.Copy(image[GearFolderMark.Length..], target);
        }
        else
        {
            ImageGearFolder.Copy(image, target);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ChildCommand Launch(GearLaunch launch)
    {
        var mapped = HostPaths.Environment(launch.Command.Environment, launch.Scratch.Gear);
        mapped.TryAdd("HOME", launch.Scratch.Home);
        mapped.TryAdd("TMPDIR", launch.Scratch.Session);
        var command = launch.Command with
        {
            Script = launch.Command.Script is { } script ? HostPaths.Script(script, launch.Scratch.Gear) : null,
            Vector = [.. launch.Command.Vector.Select(argument => HostPaths.Value(argument, launch.Scratch.Gear))],
        };
        return new()
        {
            Program = command.Arguments[0].Contains('/') ? command.Arguments[0] : Executables.Find(command.Arguments[0]) ?? command.Arguments[0],
            Arguments = [.. command.Arguments.Skip(1)],
            WorkingDirectory = HostPaths.Value(launch.Command.Folder, launch.Scratch.Gear),
            ClearEnvironment = true,
            Environment = mapped.ToDictionary(variable => variable.Key, variable => (string?)variable.Value, StringComparer.Ordinal),
            NewSession = true,
        };
    }

    /// <inheritdoc/>
    public Task CleanAsync(string jobId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task ReclaimAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task RemoveAsync(string folder, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public IReadOnlyList<string> Removal(JobScratch scratch) => [];

    /// <inheritdoc/>
    public string? OwnFailure(int exitCode, string? lastWords) => null;
}
