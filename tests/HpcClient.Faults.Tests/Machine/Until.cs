using System.Diagnostics;

namespace HpcClient.Faults.Tests.Machine;

/// <summary>Waits on a condition, with a deadline that only a broken product reaches.</summary>
internal static class Until
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    public static Task TrueAsync(Func<bool> condition, string what) => TrueAsync(() => Task.FromResult(condition()), what);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null, Func<Task<string>>? story = null)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(since) > (limit ?? Deadline))
            {
                Assert.Fail($"waited {(limit ?? Deadline).TotalSeconds:0} s in vain: {what}{(story is null ? "" : "\n" + await story())}");
            }

            await Task.Delay(Interval, TestContext.Current.CancellationToken);
        }
    }
}
