using HpcClient.Engine.Images;
using HpcClient.Engine.Images.Registries;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>Brings images into Podman's own store, which is per user and mostly per node.</summary>
internal sealed class PodmanImages(PodmanProgram podman, RuntimeTools tools)
{
    private static readonly TimeSpan QuickTimeout = TimeSpan.FromMinutes(1);

    private NodeStore Store => new("podman", tools, IsThereAsync);

    private RegistryLogins Logins => field ??= new(tools.Settings, tools.Log);

    /// <summary>What Podman's store calls <paramref name="image"/>, there or not.</summary>
    /// <exception cref="EngineFault">Podman cannot run such an image.</exception>
    public async Task<NamedImage> NameAsync(ImageReference image, CancellationToken cancellationToken)
    {
        switch (image.Kind)
        {
            case ImageKind.PodmanStore:
                return new(image, image.Source);
            case ImageKind.Docker:
                // Podman's store knows best what is there: it is asked when the registry does not answer, by trying.
                var pinned = await new TagResolver(tools).PinAsync(image, name => Logins.Any(name, null), _ => true, cancellationToken);
                return new(pinned, pinned.Registry.Full);
            case ImageKind.Rootfs:
                return new(image, $"localhost/fw-hpc/gear:{image.Key}");
            default:
                throw new EngineFault($"The gear's image {image.Shown} is a SIF file, which Podman cannot run. Set ENGINE_MODULE=apptainer, or have the gear's image set to docker://….");
        }
    }

    /// <summary>Brings the image into the store, unless it is there.</summary>
    /// <exception cref="EngineFault">It cannot be had.</exception>
    public async Task BringAsync(NamedImage wanted, CancellationToken cancellationToken)
    {
        var (image, name) = wanted;
        if (image.Kind != ImageKind.PodmanStore)
        {
            await Store.MakeOnceAsync(
                image, name, () => image.Kind == ImageKind.Docker ? PullAsync(image, cancellationToken) : ImportAsync(image, name, cancellationToken), cancellationToken);
        }
        else if (!await IsThereAsync(name, cancellationToken))
        {
            throw new EngineFault($"The gear's image {image.Shown} is not in Podman's store on {Environment.MachineName}. Load it there with 'podman load' or 'podman pull' as the user of the jobs.");
        }
    }

    private async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken) =>
        (await podman.RunAsync(["image", "exists", name], QuickTimeout, cancellationToken)).Succeeded;

    private async Task PullAsync(ImageReference image, CancellationToken cancellationToken)
    {
        FetchRule.Check(image, tools.Settings, $"Podman's store on {Environment.MachineName}");
        tools.Log.Say($"Fetching the image {image.Shown}.");
        string[] plainHttp = image.IsLoopbackRegistry ? ["--tls-verify=false"] : [];
        var login = Logins.Own(image.Registry);
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

    /// <summary>An image, and what Podman's store calls it.</summary>
    /// <param name="Image">The image; of a registry, pinned to its digest where the registry told that.</param>
    /// <param name="Name">Its name.</param>
    public sealed record NamedImage(ImageReference Image, string Name);
}
