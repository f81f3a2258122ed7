namespace HpcClient.EmbeddedSite.HoldEngine;

/// <summary>Repeats a round at an interval until it is stopped; a failed round is told and the next one tries again.</summary>
internal sealed class BackgroundRounds : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public BackgroundRounds(SiteState site, string name, TimeSpan interval, Func<int> round) => _loop = LoopAsync(site, name, interval, round, _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private static async Task LoopAsync(SiteState site, string name, TimeSpan interval, Func<int> round, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, site.Options.TimeProvider);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                try
                {
                    round();
                }
                catch (Exception e)
                {
                    site.Log($"{name} failed and is tried again: {e.Message}");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
