namespace HpcClient.Scheduling.Tests;

/// <summary>Waits for something that another process brings about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>The first value that satisfies <paramref name="condition"/>; fails with the last one seen when none does in time.</summary>
    public static async Task<T> Get<T>(Func<Task<T>> read, Func<T, bool> condition)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var value = await read();
            if (condition(value))
            {
                return value;
            }

            if (TimeProvider.System.GetElapsedTime(since) > Deadline)
            {
                throw new TimeoutException($"It did not come about within {Deadline}; last seen: {value}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(30));
        }
    }

    public static Task Holds(Func<bool> condition) => Get(() => Task.FromResult(condition()), held => held);
}
