using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Tests.Bed;

/// <summary>Takes an image out of Podman's store again, which outlives the test.</summary>
internal sealed class PodmanLeftover(string runtime, string image) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        if (runtime == "podman")
        {
            await ChildProcess.RunAsync(new ChildCommand { Program = "podman", Arguments = ["rmi", "--force", image] }, TimeSpan.FromMinutes(1));
        }
    }
}
