using HpcClient.Engine.Images;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Apptainer;

/// <summary>Makes SIF files, or folders where the tools for a SIF are missing.</summary>
internal sealed class ApptainerImages(ApptainerProgram program, RuntimeTools tools)
{
    /// <summary>Makes <paramref name="image"/> ready.</summary>
    /// <returns>Path of the SIF or folder.</returns>
    public async Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken)
    {
        switch (image.Kind)
        {
            case ImageKind.SifFile:
                return PreparedImage.Check(image.Source, tools.Settings.ImageFolders);
            case ImageKind.Docker or ImageKind.Oras:
                return await tools.Store.GetOrMakeAsync($"{image.Key}.sif", path => PullAsync(image, path, cancellationToken), tools.SayWaiting, cancellationToken);
            case ImageKind.Rootfs when CanBuild():
                return await tools.Store.GetOrMakeAsync($"{image.Key}.sif", path => BuildAsync(image, path, cancellationToken), tools.SayWaiting, cancellationToken);
            case ImageKind.Rootfs:
                return await tools.Store.GetOrMakeAsync(
                    $"{image.Key}.rootfs", path => new RootfsFolder(tools).MakeAsync(image, path, cancellationToken), tools.SayWaiting, cancellationToken);
            default:
                throw new EngineFault($"The gear's image {image.Shown} lies in Podman's store, and this node runs gears with Apptainer. Set ENGINE_MODULE=podman, or have the gear's image set to docker://….");
        }
    }

    private static bool CanBuild() => Executables.Find("mksquashfs", $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/libexec/apptainer/bin") is not null;

    private async Task PullAsync(ImageReference image, string path, CancellationToken cancellationToken)
    {
        tools.Log.Say($"Fetching the image {image.Shown}.");
        var scheme = image.Kind == ImageKind.Docker ? "docker://" : "oras://";
        string[] plainHttp = image.IsLoopbackRegistry ? ["--no-https"] : [];
        var name = Path.GetFileName(program.Path);
        await RunAsync(
            ["pull", .. plainHttp, path, scheme + image.Source],
            words => RegistryFault.Of(image, words, $"{name} registry login --username NAME {scheme}", tools.Settings.CacheFolder),
            cancellationToken);
    }

    private async Task BuildAsync(ImageReference image, string path, CancellationToken cancellationToken)
    {
        tools.Log.Say($"Fetching and converting the image {image.Shown}; later jobs of this gear find it ready.");
        var folder = $"{path}.rootfs";
        try
        {
            await new RootfsFolder(tools).MakeAsync(image, folder, cancellationToken);
            await RunAsync(["build", path, folder],
                words => new EngineFault($"The image {image.Shown} could not be converted for Apptainer: {words}. Check that {tools.Settings.CacheFolder} has room."),
                cancellationToken);
        }
        finally
        {
            Tree.Delete(folder);
        }
    }

    private async Task RunAsync(string[] arguments, Func<string, EngineFault> fault, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string?>();
        if (ApptainerProgram.Setting("CACHEDIR") is null)
        {
            // The default is below the home folder, whose quota images fill.
            var cache = Path.Combine(tools.Settings.CacheFolder, "layers");
            Directory.CreateDirectory(cache);
            environment[$"{program.Prefix}_CACHEDIR"] = cache;
        }

        if (ApptainerProgram.Setting("TMPDIR") is null)
        {
            Directory.CreateDirectory(tools.Settings.TempFolder);
            environment[$"{program.Prefix}_TMPDIR"] = tools.Settings.TempFolder;
        }

        var result = await ChildProcess.RunAsync(
            new ChildCommand { Program = program.Path, Arguments = arguments, Environment = environment, NewSession = true },
            tools.Settings.Limits.ImageTimeout, cancellationToken: cancellationToken);
        if (!result.Succeeded)
        {
            throw DiskFault.SaysFull(result.LastWords)
                ? new EngineFault(DiskFault.Full(result.LastWords, tools.Settings))
                : fault(result.TimedOut ? "it took too long" : result.LastWords.TrimEnd('.'));
        }
    }
}
