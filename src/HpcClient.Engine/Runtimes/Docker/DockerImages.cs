using HpcClient.Engine.Images;
using HpcClient.Engine.Images.Registries;

namespace HpcClient.Engine.Runtimes.Docker;

/// <summary>Brings images into the store of the node's Docker daemon.</summary>
internal sealed class DockerImages(DockerProgram docker, RuntimeTools tools)
{
    private static readonly TimeSpan QuickTimeout = TimeSpan.FromMinutes(1);

    private NodeStore Store => new("docker", tools, IsThereAsync);

    /// <summary>Makes <paramref name="image"/> ready.</summary>
    /// <returns>Its name in Docker's store.</returns>
    public async Task<string> PrepareAsync(ImageReference image, CancellationToken cancellationToken)
    {
        switch (image.Kind)
        {
            case ImageKind.Docker:
                await Store.MakeOnceAsync(image, image.Source, () => PullAsync(image, cancellationToken), cancellationToken);
                return image.Source;
            case ImageKind.Rootfs:
                var name = $"fw-hpc/gear:{image.Key}";
                await Store.MakeOnceAsync(image, name, () => ImportAsync(image, name, cancellationToken), cancellationToken);
                return name;
            default:
                throw new EngineFault($"The gear's image {image.Shown} is not one that Docker can run. Set ENGINE_MODULE to apptainer or podman, or have the gear's image set to docker://….");
        }
    }

    private async Task<bool> IsThereAsync(string name, CancellationToken cancellationToken)
    {
        var found = await docker.RunAsync(["image", "inspect", "--format", "{{.Id}}", name], QuickTimeout, cancellationToken);
        return found.Succeeded || !IsDaemonAway(found.LastWords)
            ? found.Succeeded
            : throw new EngineFault($"Docker's daemon on {Environment.MachineName} does not answer: {found.LastWords.TrimEnd('.')}. Start it there, and let the user of the jobs use it.");
    }

    private static bool IsDaemonAway(string words) =>
        words.Contains("daemon", StringComparison.OrdinalIgnoreCase) && !words.Contains("No such image", StringComparison.OrdinalIgnoreCase);

    private async Task PullAsync(ImageReference image, CancellationToken cancellationToken)
    {
        FetchRule.Check(image, tools.Settings, $"Docker's store on {Environment.MachineName}");
        tools.Log.Say($"Fetching the image {image.Shown}.");
        var result = await docker.RunAsync(["pull", "--quiet", image.Source], tools.Settings.Limits.ImageTimeout, cancellationToken);
        if (!result.Succeeded)
        {
            throw RegistryFault.Of(image, result.TimedOut ? "it took too long" : result.LastWords, "docker login ", "Docker's store ('docker info' names it)", tools.Settings, given: null);
        }
    }

    private async Task ImportAsync(ImageReference image, string name, CancellationToken cancellationToken)
    {
        FetchRule.Check(image, tools.Settings, $"Docker's store on {Environment.MachineName}");
        tools.Log.Say($"Fetching and importing the image {image.Shown}; later jobs of this gear find it ready.");
        var tarball = Store.TarballOf(image);
        try
        {
            await new RootfsDownload(tools.Source).FetchAsync(image, tarball, cancellationToken);
            var result = await docker.RunAsync(["import", tarball, name], tools.Settings.Limits.ImageTimeout, cancellationToken);
            if (!result.Succeeded)
            {
                throw new EngineFault($"The image {image.Shown} could not be imported: {(result.TimedOut ? "it took too long" : result.LastWords.TrimEnd('.'))}. Check that Docker's store has room ('docker info' names it), and the gear's tarball.");
            }
        }
        finally
        {
            File.Delete(tarball);
        }
    }
}
