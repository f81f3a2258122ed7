using HpcClient.Engine.Configuration;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>
/// Copies <c>/flywheel/v0</c> out of an image in Podman's store. Podman mounts the image for that, which takes a third of
/// the time that starting a container takes, and needs no program of the image. Where it cannot be mounted, a container does.
/// </summary>
internal sealed class PodmanGearCopy(PodmanProgram podman, EngineSettings settings)
{
    // The mount is in a name space of its own: it is gone with the script, however that ends. The image is hostile: a link
    // in the place of its folder would lead to files of this machine, and device files, which we could make as root, stay out.
    private const string Script = """
        mounted=$("$1" image mount -- "$2") || exit
        if [ -L "$mounted/flywheel" ] || [ -L "$mounted$3" ] || [ ! -d "$mounted$3" ]; then
          echo 'no such folder' >&2
          copied=1
        else
          setpriv --bounding-set=-mknod cp -a -- "$mounted$3/." "$4/"
          copied=$?
        fi
        "$1" image unmount -- "$2" >/dev/null
        exit "$copied"
        """;

    /// <summary>Copies it to <paramref name="target"/> if <paramref name="image"/> is in the store and can be mounted.</summary>
    /// <returns>Whether it did; if not, <paramref name="target"/> may hold part of it.</returns>
    /// <exception cref="EngineFault">The disk is full.</exception>
    public async Task<bool> TryMountedAsync(string image, string target, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> script = ["unshare", "--mount", "--", "/bin/sh", "-c", Script, "sh", podman.Path, image, GearFolder.InContainer, target];
        try
        {
            // Without root, images are mounted in the name space of the user's containers.
            var result = ProcessUser.IsRoot
                ? await ChildProcess.RunAsync(
                    new() { Program = script[0], Arguments = [.. script.Skip(1)], NewSession = true }, settings.Limits.ImageTimeout, cancellationToken: cancellationToken)
                : await podman.RunAsync(["unshare", .. script], settings.Limits.ImageTimeout, cancellationToken);
            return result.Succeeded || (DiskFault.SaysFull(result.Error) ? throw DiskFault.Copying(result.LastWords, settings) : false);
        }
        catch (ProgramNotStartedException)
        {
            return false;
        }
    }

    /// <summary>Copies it to <paramref name="target"/> in a container of <paramref name="image"/>.</summary>
    /// <exception cref="EngineFault">It cannot be copied.</exception>
    public async Task InContainerAsync(string image, string target, CancellationToken cancellationToken)
    {
        // Not with "podman cp": one start instead of three, and owners stay the container's.
        var result = await podman.RunAsync(
            ["run", "--rm", "--network=none", "--log-driver=none", "--pull=never", "--entrypoint=", "--image-volume=ignore", "--no-healthcheck", "--user=0:0", "--volume", $"{target}:/mnt", image, "cp", "-a", $"{GearFolder.InContainer}/.", "/mnt/"],
            settings.Limits.ImageTimeout, cancellationToken);
        if (!result.Succeeded)
        {
            throw DiskFault.Copying(result.LastWords, settings);
        }
    }
}
