using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>A file system of its own at a folder, small in bytes and in files; root only.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    public static async Task<SmallDisk> MountAsync(string folder, long bytes, int? files = null)
    {
        if (!ProcessUser.IsRoot)
        {
            Assert.Skip("Only root can mount a small disk.");
        }

        Directory.CreateDirectory(folder);
        var options = $"size={bytes},mode=700{(files is null ? "" : $",nr_inodes={files}")}";
        var done = await ChildProcess.RunAsync(
            new ChildCommand { Program = "mount", Arguments = ["-t", "tmpfs", "-o", options, "tmpfs", folder] }, TimeSpan.FromMinutes(1));
        if (!done.Succeeded)
        {
            Assert.Skip($"No small disk can be mounted here: {done.LastWords}");
        }

        return new(folder);
    }

    public async ValueTask DisposeAsync() =>
        await ChildProcess.RunAsync(new ChildCommand { Program = "umount", Arguments = ["--lazy", _folder] }, TimeSpan.FromMinutes(1));
}
