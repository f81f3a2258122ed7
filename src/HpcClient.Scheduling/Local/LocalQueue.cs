using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Local;

/// <summary>
/// Moves the queue on: finds jobs whose watcher died, and gives free slots to the next in line. Whoever holds the lock
/// does it (a submit, an observation, a shepherd whose job ended), so that no process needs to wait for slots.
/// </summary>
internal sealed class LocalQueue(LocalState state, IReadOnlyList<string> shepherdCommand, TimeProvider timeProvider)
{
    private const int MaxShepherds = 3;

    /// <summary>How long a cancelled job has between TERM and KILL.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(30);

    /// <summary>Environment variables that jobs do not inherit.</summary>
    public IReadOnlyCollection<string> WithheldVariables { get; init; } = [];

    /// <summary>Must run under the lock.</summary>
    /// <returns>A sentence when no job can be started for now; null when all is well.</returns>
    public async Task<string?> AdvanceAsync(CancellationToken cancellationToken)
    {
        var waiting = new List<LocalJobFolder>();
        var running = new List<LocalJobFolder>();
        foreach (var job in state.Active())
        {
            switch (Settle(job))
            {
                case SchedulerPhase.Running:
                    running.Add(job);
                    break;
                case SchedulerPhase.Queued:
                    waiting.Add(job);
                    break;
            }
        }

        if (waiting.Count == 0)
        {
            return null;
        }

        var (free, fault) = LocalSlots.Read(state.SlotsFile);
        if (free is null)
        {
            return fault;
        }

        free = running.Aggregate(free, (left, job) => left.Less(job.Job));

        // Strictly in order: were smaller jobs let past, a large one could wait for ever.
        foreach (var job in waiting)
        {
            free = free.Less(job.Job);
            if (!free.Suffices)
            {
                break;
            }

            if (await StartShepherdAsync(job, cancellationToken) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>Finds out how a job stands, and retires it when it is over.</summary>
    private SchedulerPhase Settle(LocalJobFolder job)
    {
        // In this order: a shepherd writes the end and dies, without our lock. One that is found dead has written it before.
        var watch = job.Watch;
        var isWatched = watch?.Process?.IsAlive() == true;
        if (job.End is not null)
        {
            state.Retire(job);
            return SchedulerPhase.Ended;
        }

        if (isWatched)
        {
            return SchedulerPhase.Running;
        }

        var cancel = job.Cancel;
        if (job.Run is { } run)
        {
            if (run.Process?.IsAlive() == true)
            {
                // Its shepherd was killed, the script lives on and keeps its slot. Cancelling may have met a shepherd that
                // was just dying and passed nothing on: TERM again does no harm.
                if (cancel is not null)
                {
                    Signals.SendToGroup(run.Process.ProcessId, timeProvider.GetUtcNow() - cancel.At > StopGrace ? Signal.Kill : Signal.Terminate);
                }

                return SchedulerPhase.Running;
            }

            KillRemains(run.Process);
            return Finish(job, cancel is null ? EndCause.NodeFailure : EndCause.Cancelled, Abandoned(run), run.StartedAt);
        }

        if (cancel is not null)
        {
            return Finish(job, EndCause.Cancelled, "cancelled before it started", null);
        }

        return watch?.Attempt >= MaxShepherds
            ? Finish(job, EndCause.LaunchFailure, $"the process that should have watched it could not stay up: {LastWords(job)}", null)
            : SchedulerPhase.Queued;
    }

    private SchedulerPhase Finish(LocalJobFolder job, EndCause cause, string reason, DateTimeOffset? startedAt)
    {
        job.End = new() { Cause = cause, Reason = reason, StartedAt = startedAt, EndedAt = timeProvider.GetUtcNow() };
        state.Retire(job);
        return SchedulerPhase.Ended;
    }

    private async Task<string?> StartShepherdAsync(LocalJobFolder job, CancellationToken cancellationToken)
    {
        var attempt = (job.Watch?.Attempt ?? 0) + 1;
        try
        {
            var command = new ChildCommand
            {
                Program = shepherdCommand[0],
                Arguments = [.. shepherdCommand.Skip(1), job.Path],
                Environment = WithheldVariables.ToDictionary(name => name, _ => (string?)null),
            };

            // Should we die before the next line, the shepherd writes itself down; it waits for our lock until then.
            var started = await DetachedProcess.StartAsync(command, job.ShepherdLog, cancellationToken);
            job.Watch = new(started is null ? null : LocalProcess.Of(started), attempt);
            return null;
        }
        catch (ProgramNotStartedException e)
        {
            return $"No local job can start: {e.Message}";
        }
    }

    /// <summary>What a script left running, when no shepherd was there to end it.</summary>
    private static void KillRemains(LocalProcess? leader)
    {
        // The kernel gives no process the number of a group that still has members: nobody with this number means that
        // the group, if there is one, is the job's.
        if (leader is { IsOfThisBoot: true } && ProcessIdentity.Of(leader.ProcessId) is null)
        {
            Signals.SendToGroup(leader.ProcessId, Signal.Kill);
        }
    }

    private static string Abandoned(LocalRun run) => run switch
    {
        { Process: null } => "the process that watched it died as it was about to start the script; whether it started is not known",
        { Process.IsOfThisBoot: false } => "the machine was restarted while it ran",
        _ => "the process that watched it was killed, so that its exit code is not known",
    };

    private static string LastWords(LocalJobFolder job) =>
        File.Exists(job.ShepherdLog) && File.ReadLines(job.ShepherdLog).LastOrDefault(line => line.Trim().Length > 0) is { } line ? line.Trim() : "it said nothing";
}
