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

    /// <summary>Least time between two heartbeats of ours for one job. Default 30 seconds.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How old a sign of life at the site may be before we send our own. Engines send one every 25 s, and sites take silent
    /// jobs for dead after 100 s or 300 s; with a pass each minute ours must come before that. Default 30 seconds.
    /// </summary>
    public TimeSpan SilenceAllowed { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long after its cancellation a scheduler job that is still there is cancelled once more. Default 1 minute.</summary>
    public TimeSpan CancelAgainAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a job waits before its log says what for. Default 1 minute.</summary>
    public TimeSpan WaitNewsAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Least time between two such lines of one job. Default 15 minutes.</summary>
    public TimeSpan WaitNewsInterval { get; init; } = TimeSpan.FromMinutes(15);
}
