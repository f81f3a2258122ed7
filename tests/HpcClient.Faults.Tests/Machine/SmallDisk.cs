using HpcClient.Posix.Processes;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>A small file system over a folder, which hides what was in it; gone, that is back.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;
    private bool _moved;

    private SmallDisk(string folder) => _folder = folder;

    private string Filler => Path.Combine(_folder, "filler");

    /// <summary>Mounts it; skips the test where that cannot be done.</summary>
    public static async Task<SmallDisk> MountAsync(string folder, string options)
    {
        Assert.SkipWhen(!ProcessUser.IsRoot, "needs root: a small file system is mounted");
        var mounted = await Command.RunAsync("mount", ["-t", "tmpfs", "-o", $"{options},mode=700", "tmpfs", folder]);
        Assert.SkipWhen(!mounted.Succeeded, $"no tmpfs can be mounted here: {mounted.LastWords}");
        return new(folder);
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        try
        {
            using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
            var block = new byte[4096];
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Filler);

    /// <summary>Lets what is on the disk stay in the folder when the disk goes.</summary>
    public void Keep() => _moved = true;

    public async ValueTask DisposeAsync()
    {
        var copy = _folder + ".kept";
        if (_moved)
        {
            (await Command.RunAsync("cp", ["-a", _folder, copy])).Succeeded.ShouldBeTrue();
        }

        (await Command.RunAsync("umount", ["-l", _folder])).Succeeded.ShouldBeTrue();
        if (_moved)
        {
            Directory.Delete(_folder, recursive: true);
            Directory.Move(copy, _folder);
        }
    }
}
