using System.Globalization;
using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Stopping;

/// <summary>
/// What a signal means that schedulers send some time before they end a job: Slurm as asked by <c>--signal=B:USR1@300</c>, and
/// before a preemption; Grid Engine with <c>-notify</c> (USR1 before it suspends, USR2 before it kills) and at soft limits (USR1,
/// XCPU); LSF at its run limit (USR2).
/// </summary>
/// <param name="Sentence">For the researcher.</param>
/// <param name="StopIn">In what time the gear is to be stopped; null when it goes on.</param>
/// <param name="Cause">Why it is stopped then.</param>
internal sealed record SchedulerNotice(string Sentence, TimeSpan? StopIn, StopCause? Cause)
{
    // Between the end of our reporting and the end that the scheduler told.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    /// <summary>What <paramref name="signal"/> means.</summary>
    /// <param name="signal">Its name.</param>
    /// <param name="scheduler">The scheduler's job; null when there is none.</param>
    /// <param name="end">When the scheduler ends the job, where it tells.</param>
    /// <param name="now">Now.</param>
    /// <param name="limits">What stopping and reporting take.</param>
    public static SchedulerNotice Of(string signal, SchedulerIdentity? scheduler, DateTimeOffset? end, DateTimeOffset now, EngineLimits limits)
    {
        // An end that is past was told before an operator gave the job more time.
        if (end > now)
        {
            var stopAt = end.Value - limits.GearStopGrace - limits.StopReportPatience - Slack;
            return new(
                $"The scheduler gives notice ({signal}): the job's time (walltime) ends at {Clock(end.Value)}, unless another job takes its place before. {(stopAt > now ? $"The gear goes on until {Clock(stopAt)}; if it still runs then, it" : "The gear")} is stopped, so that log and end still reach the site.",
                stopAt > now ? stopAt - now : TimeSpan.Zero,
                new(EndedBy.TimeLimit, $"The job was stopped because its time limit (walltime) is over; the scheduler had given notice ({signal}). Ask for more time, or give the gear less to do."));
        }

        return scheduler?.Scheduler is "sge" or "lsf" && signal is "SIGUSR2" or "SIGXCPU"
            ? new(
                $"The scheduler gives notice ({signal}) that it is about to kill the job, so the gear is stopped.",
                TimeSpan.Zero,
                new(EndedBy.Signal, $"The job was stopped by the scheduler or an operator, who gave notice ({signal}): it is over a limit of time, or was cancelled there."))
            : new($"The scheduler gives notice ({signal}): the job's time is nearly over, or another job is to take its place. The gear goes on until it is told to stop.", null, null);
    }

    private static string Clock(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
