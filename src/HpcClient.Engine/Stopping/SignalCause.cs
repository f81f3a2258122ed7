using HpcClient.Settings.Records;

namespace HpcClient.Engine.Stopping;

/// <summary>What a signal from the scheduler means.</summary>
internal static class SignalCause
{
    // Slurm checks time limits about once a minute and may send the signal some time before the end.
    private static readonly TimeSpan WalltimeSlack = TimeSpan.FromSeconds(90);

    /// <summary>Why we were told to stop, as far as a signal lets us know.</summary>
    /// <param name="signal">Its name.</param>
    /// <param name="end">When the scheduler ends the job, where it tells.</param>
    /// <param name="now">Now.</param>
    public static StopCause Of(string signal, DateTimeOffset? end, DateTimeOffset now)
    {
        if (end - now < WalltimeSlack)
        {
            return new(EndedBy.TimeLimit, $"The job was stopped because its time limit (walltime) is over ({signal}). Ask for more time, or give the gear less to do.");
        }

        return new(EndedBy.Signal, $"The job was stopped by the scheduler or an operator ({signal}): cancelled there, preempted, or at its time limit (walltime).");
    }
}
