using HpcClient.Engine.Images;
using HpcClient.Engine.Images.Store;

namespace HpcClient.Engine.Runtimes;

/// <summary>A store of images that the runtime itself keeps on each node: every image is brought there once, whoever wants it.</summary>
/// <param name="name">Name of the runtime, for its folder in the cache.</param>
/// <param name="tools">What runtimes work with.</param>
/// <param name="isThere">Whether the store has the image of a name.</param>
internal sealed class NodeStore(string name, RuntimeTools tools, Func<string, CancellationToken, Task<bool>> isThere)
{
    private string Folder => Path.Combine(tools.Settings.CacheFolder, name);

    /// <summary>Has <paramref name="make"/> bring the image there, unless it is, or somebody else does.</summary>
    public async Task MakeOnceAsync(ImageReference image, string stored, Func<Task> make, CancellationToken cancellationToken)
    {
        if (await isThere(stored, cancellationToken))
        {
            return;
        }

        Directory.CreateDirectory(Folder);

        // The store is per node, so is the lease; a waiter looks again in the store once it has it.
        var path = Path.Combine(Folder, $".{image.Key}.{Environment.MachineName}.lease");
        var lease = await ImageLease.TakeAsync(path, () => false, tools.SayWaiting, Environment.MachineName, TimeProvider.System, cancellationToken);
        await using (lease!)
        {
            if (!await isThere(stored, cancellationToken))
            {
                await make();
            }
        }
    }

    /// <summary>Where a tarball of <paramref name="image"/> may lie while it is imported.</summary>
    public string TarballOf(ImageReference image) => Path.Combine(Folder, $".{image.Key}.{Guid.NewGuid():N}.tar");
}
