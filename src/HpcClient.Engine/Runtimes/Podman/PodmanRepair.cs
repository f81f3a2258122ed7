using System.Globalization;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Runtimes.Podman;

/// <summary>
/// Podman without root keeps one process for each user and node that holds the user's name space. A scheduler that kills a
/// job kills it too, when that job started it; and as long as Podman's books still show a container of the killed job as
/// running, every later command fails and asks for <c>podman system migrate</c>.
/// </summary>
internal static class PodmanRepair
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether a command failed for this.</summary>
    public static bool IsNeeded(ChildResult result) => !result.Succeeded && result.Error.Contains("resetting the pause process", StringComparison.Ordinal);

    /// <summary>
    /// Mends it. The command would stop running containers, so it is used by one engine at a time, and only while Podman
    /// itself says that it finds none.
    /// </summary>
    public static async Task RunAsync(string podman, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        await using var alone = await LockAsync(limit.Token);
        if (IsNeeded(await CallAsync(podman, ["ps", "--quiet"], cancellationToken)))
        {
            await CallAsync(podman, ["system", "migrate"], cancellationToken);
        }
    }

    private static Task<ChildResult> CallAsync(string podman, IReadOnlyList<string> arguments, CancellationToken cancellationToken) =>
        ChildProcess.RunAsync(new ChildCommand { Program = podman, Arguments = arguments, NewSession = true }, Timeout, cancellationToken: cancellationToken);

    // Where Podman has its own files of this node and user.
    private static async Task<FileStream?> LockAsync(CancellationToken cancellationToken)
    {
        var folder = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime && Directory.Exists(runtime) ? runtime : "/tmp";
        var own = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"fw-hpc-{ProcessUser.Id}"));
        while (OwnFolder.Make(own))
        {
            try
            {
                return new FileStream(Path.Combine(own, "podman.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await Task.Delay(LockInterval, TimeProvider.System, cancellationToken);
            }
        }

        return null;
    }
}
