using Microsoft.Extensions.Logging;

namespace HpcClient.Casting.Watching;

/// <summary>What watching needs besides its partners.</summary>
/// <param name="Time">Clock.</param>
/// <param name="Log">Log.</param>
public sealed record WatchContext(TimeProvider Time, ILogger Log)
{
    /// <summary>
    /// How long neither queue nor accounting may know a submitted job before it counts as lost. Longer than Slurm's
    /// message time-out and the delay of its accounting. Default 2 minutes.
    /// </summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// The same where accounting does not answer: it may be down for a while and then still tell. Default 15 minutes.
    /// </summary>
    public TimeSpan LostWithoutAccountingAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long a name must be absent, over at least two answered queries, before an unconfirmed submission is repeated.
    /// Longer than Slurm's message time-out. Default 30 seconds.
    /// </summary>
    public TimeSpan ResubmitAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Least time between two heartbeats for a job that waits in the queue. Default 45 seconds.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(45);
}
