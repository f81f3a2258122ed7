using HpcClient.Engine.Layout;

namespace HpcClient.Engine.Images;

/// <summary>Images on disk, by digest or hash; each is made once for all jobs that share the folder.</summary>
internal sealed class ImageStore(string cacheFolder, TimeProvider time)
{
    private readonly string _folder = Path.Combine(cacheFolder, "images");

    /// <summary>The image <paramref name="name"/>, made by <paramref name="make"/> when it is not there.</summary>
    /// <param name="name">File name in the store.</param>
    /// <param name="make">Makes it at the path it is given (file or folder).</param>
    /// <param name="onWait">Called once when another engine is making it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> GetOrMakeAsync(string name, Func<string, Task> make, Action onWait, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folder);
        var path = Path.Combine(_folder, name);
        bool IsThere() => Path.Exists(path);
        if (IsThere())
        {
            return path;
        }

        var lease = await ImageLease.TakeAsync(Path.Combine(_folder, $".{name}.lease"), IsThere, onWait, time, cancellationToken);
        if (lease is null)
        {
            return path;
        }

        await using (lease)
        {
            if (IsThere())
            {
                return path;
            }

            RemoveLeftovers(name);
            var partial = Path.Combine(_folder, $".{name}.partial-{Guid.NewGuid():N}");
            try
            {
                await make(partial);
                if (Directory.Exists(partial))
                {
                    Directory.Move(partial, path);
                }
                else
                {
                    File.Move(partial, path, overwrite: true);
                }
            }
            finally
            {
                Tree.Delete(partial);
            }
        }

        return path;
    }

    // Of a holder that died; ours to remove, since we hold the lease now.
    private void RemoveLeftovers(string name)
    {
        foreach (var leftover in Directory.EnumerateFileSystemEntries(_folder, $".{name}.partial-*"))
        {
            Tree.Delete(leftover);
        }
    }
}
