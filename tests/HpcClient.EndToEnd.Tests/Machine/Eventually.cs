namespace HpcClient.EndToEnd.Tests.Machine;

/// <summary>Waits on a condition, with a deadline that only a broken product reaches.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        if (!await WithinAsync(Deadline, condition))
        {
            Assert.Fail($"waited {Deadline.TotalSeconds:0} s in vain: {what}");
        }
    }

    /// <summary>Whether it came about before <paramref name="limit"/> or the end of the test.</summary>
    public static async Task<bool> WithinAsync(TimeSpan limit, Func<Task<bool>> condition)
    {
        using var timer = new PeriodicTimer(Interval);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(limit);
        while (!await condition())
        {
            try
            {
                await timer.WaitForNextTickAsync(end.Token);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return true;
    }
}
