namespace HpcClient.EmbeddedSite.Tests.Site;

/// <summary>Waits for a condition that another thread brings about.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(Between, patience.Token);
        }
    }
}
