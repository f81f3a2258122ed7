using HpcClient.Commands.Serve.Status;

namespace HpcClient.Commands.Serve.Passes;

/// <summary>The wait between two passes, which ends early when it is called for.</summary>
/// <param name="time">Clock.</param>
/// <param name="vitals">Learns that the wait goes on.</param>
/// <param name="wakeUps">What may end it.</param>
internal sealed class PassWait(TimeProvider time, Vitals vitals, IReadOnlyList<IWakeUp> wakeUps)
{
    /// <summary>Time between two looks at what may end the wait.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Waits.</summary>
    /// <param name="length">At most so long.</param>
    /// <param name="cancellationToken">Ends the wait and throws.</param>
    public async Task ForAsync(TimeSpan length, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (length - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero && !wakeUps.Any(w => w.IsCalled()))
        {
            await Task.Delay(left < Look ? left : Look, time, cancellationToken);
            vitals.Progressed();
        }
    }
}
