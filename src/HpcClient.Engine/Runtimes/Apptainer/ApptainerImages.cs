using HpcClient.Engine.Images;
using HpcClient.Engine.Images.Registries;
using HpcClient.Engine.Images.Store;
using HpcClient.Engine.Layout;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Apptainer;

/// <summary>Makes SIF files, or folders where the tools for a SIF are missing.</summary>
internal sealed class ApptainerImages(ApptainerProgram program, RuntimeTools tools)
{
    private const string TempPrefix = "fw-hpc-image.";

    /// <summary>Makes <paramref name="image"/> ready.</summary>
    /// <returns>Path of the SIF or folder.</returns>
    public async Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken)
    {
        switch (image.Kind)
        {
            case ImageKind.SifFile:
                return image.IsAdmins ? PreparedImage.CheckAdmins(image.Source) : PreparedImage.Check(image.Source, tools.Settings.ImageFolders);
            case ImageKind.Docker or ImageKind.Oras:
                return await OfRegistryAsync(image, cancellationToken);
            case ImageKind.Rootfs when CanBuild():
                return await tools.Store.GetOrMakeAsync(
                    new($"{image.Key}.sif", image.Shown, (path, token) => BuildAsync(image, path, token)), tools.SayWaiting, cancellationToken);
            case ImageKind.Rootfs:
                return await tools.Store.GetOrMakeAsync(
                    new($"{image.Key}.rootfs", image.Shown, (path, token) => new RootfsFolder(tools).MakeAsync(image, path, token)), tools.SayWaiting, cancellationToken);
            default:
                throw new EngineFault($"The gear's image {image.Shown} lies in Podman's store, and this node runs gears with Apptainer. Set ENGINE_MODULE=podman, or have the gear's image set to docker://….");
        }
    }

    private static bool CanBuild() => Executables.Find("mksquashfs", $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/usr/libexec/apptainer/bin") is not null;

    private async Task<string> OfRegistryAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var logins = new RegistryLogins(tools.Settings, tools.Log);
        var pinned = await new TagResolver(tools).PinAsync(
            image, name => logins.Any(name, program.Prefix), known => tools.Store.Has($"{known.Key}.sif"), cancellationToken);

        // What a digest names cannot change; what only the tool could look up may have.
        var order = new ImageOrder($"{pinned.Key}.sif", pinned.Shown, (path, token) => PullAsync(pinned, logins, path, token))
        {
            Anew = tools.Anew && pinned.Registry.Digest is null,
        };
        return await tools.Store.GetOrMakeAsync(order, tools.SayWaiting, cancellationToken);
    }

    private async Task PullAsync(ImageReference image, RegistryLogins logins, string path, CancellationToken cancellationToken)
    {
        FetchRule.Check(image, tools.Settings, $"the image store ({tools.Store.Paths.Folder})");
        tools.Log.Say($"Fetching the image {image.Shown}.");
        var scheme = image.Kind == ImageKind.Docker ? "docker://" : "oras://";
        string[] plainHttp = image.IsLoopbackRegistry ? ["--no-https"] : [];

        // Singularity reads no login of Docker or Podman and no variable of Apptainer's name: it is told what we found there.
        var login = program.IsSingularity ? logins.Any(image.Registry, program.Prefix) : logins.Own(image.Registry);
        var command = $"{Path.GetFileName(program.Path)} registry login --username NAME {scheme}";
        using var environment = PullEnvironment.ForApptainer(tools.Settings, program.Prefix, login);
        await RunAsync(
            ["pull", .. Cache(), .. plainHttp, path, scheme + image.Registry.Full],
            environment.Variables,
            words => RegistryFault.Of(image, words, command, tools.Settings.CacheFolder, tools.Settings, login),
            cancellationToken);
    }

    // A cache of layers would grow beside the store without any bound but by hand; an admin who wants one names its folder.
    private static string[] Cache() => ApptainerProgram.Setting("CACHEDIR") is null ? ["--disable-cache"] : [];

    private async Task BuildAsync(ImageReference image, string path, CancellationToken cancellationToken)
    {
        tools.Log.Say($"Fetching and converting the image {image.Shown}; later jobs of this gear find it ready.");
        var folder = $"{path}.rootfs";
        try
        {
            await new RootfsFolder(tools).MakeAsync(image, folder, cancellationToken);
            await RunAsync(["build", path, folder], [],
                words => new EngineFault($"The image {image.Shown} could not be converted for Apptainer: {words}. Check that {tools.Settings.CacheFolder} has room."),
                cancellationToken);
        }
        finally
        {
            Tree.Delete(folder);
        }
    }

    private async Task RunAsync(
        string[] arguments, Dictionary<string, string?> environment, Func<string, EngineFault> fault, CancellationToken cancellationToken)
    {
        // A folder of its own: what the tool leaves in it goes with it, and with the tool itself when this engine is killed.
        var parent = ApptainerProgram.Setting("TMPDIR") is { Length: > 0 } named ? named : tools.Settings.TempFolder;
        Directory.CreateDirectory(parent);
        OwnedPath.RemoveDead(parent, TempPrefix);
        var temp = OwnedPath.New(parent, TempPrefix);
        Directory.CreateDirectory(temp);
        environment[$"{program.Prefix}_TMPDIR"] = temp;
        using var watcher = GearWatcher.Start(temp, []);
        ChildResult result;
        try
        {
            result = await ChildProcess.RunAsync(
                new ChildCommand { Program = program.Path, Arguments = arguments, Environment = environment, NewSession = true },
                tools.Settings.Limits.ImageTimeout, onStarted: watcher.Watch, cancellationToken: cancellationToken);
        }
        finally
        {
            Tree.Delete(temp);
            watcher.Release();
        }

        if (!result.Succeeded)
        {
            throw DiskFault.SaysFull(result.LastWords)
                ? new EngineFault(DiskFault.Full(result.LastWords, tools.Settings))
                : fault(result.TimedOut ? "it took too long" : result.LastWords.TrimEnd('.'));
        }
    }
}
