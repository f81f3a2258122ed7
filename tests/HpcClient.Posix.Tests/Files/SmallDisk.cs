using HpcClient.Posix.Processes;

namespace HpcClient.Posix.Tests.Files;

/// <summary>A file system of 64 KB; the test is skipped where we may not mount one.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    public static async Task<SmallDisk> MountAsync(string path)
    {
        Assert.SkipUnless(ProcessUser.IsRoot && Executables.Find("mount") is not null, "only root may mount");
        Directory.CreateDirectory(path);
        var mounted = await RunAsync("mount", "-t", "tmpfs", "-o", "size=64k", "none", path);
        Assert.SkipUnless(mounted.Succeeded, $"mounting is not allowed here: {mounted.LastWords}");
        return new(path);
    }

    public async Task MakeReadOnlyAsync() => (await RunAsync("mount", "-o", "remount,ro", _path)).Succeeded.ShouldBeTrue();

    public async ValueTask DisposeAsync() => await RunAsync("umount", "-l", _path);

    private static Task<ChildResult> RunAsync(string program, params string[] arguments) =>
        ChildProcess.RunAsync(new() { Program = program, Arguments = arguments }, Limit);
}
