namespace HpcClient.Engine.Tests.Bed;

/// <summary>Waits on a condition.</summary>
internal static class Until
{
    public static async Task Async(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!condition())
        {
            await Task.Delay(25, limit.Token);
        }
    }
}
