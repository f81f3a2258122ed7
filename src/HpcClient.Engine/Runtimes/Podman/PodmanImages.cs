using HpcClient.Engine.Images;
using HpcClient.Engine.Images.Registries;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>Brings images into Podman's own store, which is per user and mostly per node.</summary>
internal sealed class PodmanImages(PodmanProgram podman, RuntimeTools tools)
{
    private static readonly TimeSpan QuickTimeout = TimeSpan.FromMinutes(1);

    private NodeStore Store => new("podman", tools, IsThereAsync);

    /// <summary>Makes <paramref name="image"/> ready.</summary>
    /// <returns>Its name in Podman's store.</returns>
    public async Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken)
    {
        switch (image.Kind)
        {
            case ImageKind.PodmanStore:
                return await IsThereAsync(image.Source, cancellationToken)
                    ? image.Source
                    : throw new EngineFault($"The gear's image {image.Shown} is not in Podman's store on {Environment.MachineName}. Load it there with 'podman load' or 'podman pull' as the user of the jobs.");
            case ImageKind.Docker:
                return await OfRegistryAsync(image, cancellationToken);
            case ImageKind.Rootfs:
                var name = $"localhost/fw-hpc/gear:{image.Key}";
                await Store.MakeOnceAsync(image, name, () => ImportAsync(image, name, cancellationToken), cancellationToken);
                return name;
            default:
                throw new EngineFault($"The gear's image {image.Shown} is a SIF file, which Podman cannot run. Set ENGINE_MODULE=apptainer, or have the gear's image set to docker://….");
        }
    }

    private async Task<string> OfRegistryAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var logins = new RegistryLogins(tools.Settings, tools.Log);

        // Podman's store knows best what is there: it is asked when the registry does not answer, by trying.
        var pinned = await new TagResolver(tools).PinAsync(image, name => logins.Any(name, null), _ => true, cancellationToken);
        var name = pinned.Registry.Full;
        await Store.MakeOnceAsync(pinned, name, () => PullAsync(pinned, logins, cancellationToken), cancellationToken);
        return name;
    }

    private async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken) =>
        (await podman.RunAsync(["image", "exists", name], QuickTimeout, cancellationToken)).Succeeded;

    private async Task PullAsync(ImageReference image, RegistryLogins logins, CancellationToken cancellationToken)
    {
        FetchRule.Check(image, tools.Settings, $"Podman's store on {Environment.MachineName}");
        tools.Log.Say($"Fetching the image {image.Shown}.");
        string[] plainHttp = image.IsLoopbackRegistry ? ["--tls-verify=false"] : [];
        var login = logins.Own(image.Registry);
        using var environment = PullEnvironment.ForPodman(tools.Settings, image.Registry.Host, login);
        var result = await podman.RunAsync(
            ["pull", "--quiet", .. plainHttp, $"docker://{image.Registry.Full}"], tools.Settings.Limits.ImageTimeout, cancellationToken, environment.Variables);
        if (!result.Succeeded)
        {
            throw RegistryFault.Of(
                image, result.TimedOut ? "it took too long" : result.LastWords, "podman login ", "Podman's store ('podman info' names it)", tools.Settings, login);
        }
    }

    private async Task ImportAsync(ImageReference image, string name, CancellationToken cancellationToken)
    {
        FetchRule.Check(image, tools.Settings, $"Podman's store on {Environment.MachineName}");
        tools.Log.Say($"Fetching and importing the image {image.Shown}; later jobs of this gear find it ready.");
        var tarball = Store.TarballOf(image);
        try
        {
            await new RootfsDownload(tools.Source).FetchAsync(image, tarball, cancellationToken);
            var result = await podman.RunAsync(["import", "--quiet", tarball, name], tools.Settings.Limits.ImageTimeout, cancellationToken);
            if (!result.Succeeded)
            {
                throw new EngineFault($"The image {image.Shown} could not be imported: {(result.TimedOut ? "it took too long" : result.LastWords.TrimEnd('.'))}. Check that Podman's store has room ('podman info' names it), and the gear's tarball.");
            }
        }
        finally
        {
            File.Delete(tarball);
        }
    }
}
