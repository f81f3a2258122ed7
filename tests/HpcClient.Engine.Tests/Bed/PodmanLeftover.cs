using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>Takes an image out of Podman's store again, which outlives the test.</summary>
internal sealed class PodmanLeftover(string runtime, params string[] images) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (runtime == "podman")
        {
            await ChildProcess.RunAsync(new ChildCommand { Program = "podman", Arguments = ["rmi", "--force", "--ignore", .. images] }, TimeSpan.FromMinutes(1));
        }
    }
}
