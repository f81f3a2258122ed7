namespace HpcClient.Engine.Stopping;

/// <summary>Words for a signal from the scheduler.</summary>
internal static class StopSentence
{
    // Slurm checks time limits about once a minute and may send the signal some time before the end.
    private static readonly TimeSpan WalltimeSlack = TimeSpan.FromSeconds(90);

    /// <summary>Why we were told to stop, as far as a signal lets us know.</summary>
    /// <param name="signal">Its name.</param>
    /// <param name="end">When the scheduler ends the job, where it tells.</param>
    /// <param name="now">Now.</param>
    public static string For(string signal, DateTimeOffset? end, DateTimeOffset now)
    {
        if (end - now < WalltimeSlack)
        {
            return $"The job was stopped because its time limit (walltime) is over ({signal}). Ask for more time, or give the gear less to do.";
        }

        return $"The job was stopped by the scheduler or an operator ({signal}): cancelled there, preempted, or at its time limit (walltime).";
    }
}
