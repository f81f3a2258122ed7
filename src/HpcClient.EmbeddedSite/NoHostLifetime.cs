using Microsoft.Extensions.Hosting;

namespace HpcClient.EmbeddedSite;

/// <summary>Leaves signals to the program around us: the default lifetime would take TERM and INT for itself.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
