using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Scheduling.Observations;
using HpcClient.Settings.Records;
using HpcClient.Simulation.Tests.Site;

namespace HpcClient.Simulation.Tests.Cluster;

/// <summary>An engine on a node: claim, guard, gear, upload, end at the site, end record; as the real one by its contracts.</summary>
internal sealed class SimulatedEngine(World world, ClusterJob job, int restarts)
{
    private const int NotOurs = 12;
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private readonly EngineRecords _records = new(world, job, restarts);
    private SiteJob? _job;
    private bool _isOver;
    private bool _isEnding;
    private Action? _whenStopped;

    /// <summary>Whether it works where nobody can see it.</summary>
    public bool IsCutOff { get; private set; }

    private bool IsStopping => _whenStopped is not null;

    public void Begin()
    {
        if (_isOver)
        {
            return;
        }

        world.Cluster.Engines.Add(this);
        if (!_records.Claim())
        {
            world.Trace.Say("engine", $"{this} finds the job claimed");
            Exit(ClaimRecord.TwinExitCode);
            return;
        }

        Guard(3);
    }

    /// <summary>A signal to stop.</summary>
    public void Stop(EndedBy by, Action whenStopped)
    {
        if (_isOver || IsStopping)
        {
            return;
        }

        _whenStopped = whenStopped;
        Later(0, 8, () =>
        {
            if (!_isEnding)
            {
                StopGear();
                End(EndOutcome.Stopped, by);
            }
        });
    }

    /// <summary>The kernel kills the gear, and leaves the engine.</summary>
    public void RunOutOfMemory()
    {
        if (_isOver || _isEnding || _job is null)
        {
            return;
        }

        StopGear();
        End(EndOutcome.GearFailed, EndedBy.OutOfMemory);
    }

    public void CutOff() => IsCutOff = true;

    public void Die()
    {
        if (!IsCutOff)
        {
            StopGear();
            _isOver = true;
            world.Cluster.Engines.Remove(this);
        }
    }

    public override string ToString() => $"{job}.{restarts}";

    private void Later(double least, double most, Action what) => world.Time.After(world.Dice.Seconds(least, most), () =>
    {
        if (!_isOver)
        {
            what();
        }
    });

    private void Guard(int tries)
    {
        if (_isEnding)
        {
            // Told to stop meanwhile.
            return;
        }

        try
        {
            var found = world.Site.Wire.Call($"engine gets {job}", () => world.Site.Job(job.SiteJobId));
            if (found.State == JobState.Pending)
            {
                world.Site.Wire.Call($"engine starts {job}", () => world.Site.Put(found.Id, JobState.Running, Party.Engine));
            }

            if (found.State != JobState.Running)
            {
                if (!_records.IsThere())
                {
                    _records.Write(EndOutcome.Refused, siteKnows: true, EndedBy.Nothing);
                }

                Exit(NotOurs);
                return;
            }

            _job = found;
        }
        catch (SiteException)
        {
            if (tries > 1)
            {
                Later(3, 6, () => Guard(tries - 1));
                return;
            }

            _records.Write(EndOutcome.EngineFailed, siteKnows: false, EndedBy.Nothing);
            Exit(1);
            return;
        }

        RunGear();
    }

    private void RunGear()
    {
        if (_isEnding)
        {
            // Told to stop before the gear was started.
            return;
        }

        if (!_records.IsClaimOurs())
        {
            LeaveToSuccessor();
            return;
        }

        world.Gears.Started(_job!, this);
        Later(HeartbeatInterval.TotalSeconds, HeartbeatInterval.TotalSeconds, Heartbeat);
        Later(5, world.Dice.Of(20, 120, 600), () =>
        {
            if (_isEnding)
            {
                return;
            }

            StopGear();
            if (world.Dice.Chance(0.25))
            {
                End(EndOutcome.GearFailed, EndedBy.Nothing);
            }
            else
            {
                _isEnding = true;
                Later(1, 20, () => Upload(world.Weather.EngineTries));
            }
        });
    }

    private void Heartbeat()
    {
        if (!_records.IsClaimOurs())
        {
            LeaveToSuccessor();
            return;
        }

        try
        {
            world.Site.Wire.Call($"engine's heartbeat {job}", () => world.Site.Heartbeat(_job!.Id));
        }
        catch (SiteException e) when (e.Fault == SiteFault.Refused && _job!.State.IsFinal() && !_isEnding)
        {
            StopGear();
            _records.Write(EndOutcome.Cancelled, siteKnows: true, EndedBy.Site);
            Exit(NotOurs);
            return;
        }
        catch (SiteException)
        {
            // The next one may pass.
        }

        Later(HeartbeatInterval.TotalSeconds, HeartbeatInterval.TotalSeconds, Heartbeat);
    }

    private void Upload(int tries)
    {
        if (!_records.IsClaimOurs())
        {
            LeaveToSuccessor();
            return;
        }

        try
        {
            world.Site.Wire.Call($"engine uploads {job}", () => _job!.HasOutputs = true);
            End(EndOutcome.Complete, EndedBy.Nothing);
        }
        catch (SiteException)
        {
            if (IsStopping || tries == 1)
            {
                End(IsStopping ? EndOutcome.Stopped : EndOutcome.EngineFailed, IsStopping ? EndedBy.Signal : EndedBy.Nothing);
                return;
            }

            Later(RetryDelay.TotalSeconds, RetryDelay.TotalSeconds, () => Upload(tries - 1));
        }
    }

    private void End(EndOutcome outcome, EndedBy by)
    {
        _isEnding = true;
        if (_job is null || _records.IsLeftToClient(by))
        {
            Record(outcome, siteKnows: false, by);
            return;
        }

        Later(0, 2, () => Tell(outcome, by, IsStopping ? 2 : world.Weather.EngineTries));
    }

    private void Tell(EndOutcome outcome, EndedBy by, int tries)
    {
        if (!_records.IsClaimOurs())
        {
            LeaveToSuccessor();
            return;
        }

        var state = outcome == EndOutcome.Complete ? JobState.Complete : JobState.Failed;
        try
        {
            world.Site.Wire.Call($"engine ends {job} as {state}", () => world.Site.Put(_job!.Id, state, Party.Engine));
            Record(outcome, siteKnows: true, by);
        }
        catch (SiteException e) when (!e.NeverSent && _job!.State.IsFinal())
        {
            Record(_job.State == state ? outcome : EndOutcome.Cancelled, siteKnows: true, _job.State == state ? by : EndedBy.Site);
        }
        catch (SiteException)
        {
            if (tries == 1)
            {
                Record(outcome, siteKnows: false, by);
                return;
            }

            Later(RetryDelay.TotalSeconds, RetryDelay.TotalSeconds, () => Tell(outcome, by, tries - 1));
        }
    }

    // The node may die between the site's answer and the record.
    private void Record(EndOutcome outcome, bool siteKnows, EndedBy by) => Later(0, 3, () =>
    {
        _records.Write(outcome, siteKnows, by);
        var code = outcome == EndOutcome.Complete ? 0 : 1;
        Later(0, 3, () => Exit(code, by == EndedBy.OutOfMemory));
    });

    private void LeaveToSuccessor()
    {
        world.Trace.Say("engine", $"{this} finds its claim gone");
        StopGear();
        Exit(NotOurs);
    }

    private void StopGear()
    {
        if (_job is not null)
        {
            world.Gears.Stopped(_job, this);
        }
    }

    private void Exit(int code, bool outOfMemory = false)
    {
        _isOver = true;
        world.Cluster.Engines.Remove(this);
        if (IsCutOff || job.Engine != this)
        {
            return;
        }

        if (_whenStopped is { } then)
        {
            then();
            return;
        }

        var (cause, state) = outOfMemory ? (EndCause.OutOfMemory, "OUT_OF_MEMORY") : code == 0 ? (EndCause.ScriptSucceeded, "COMPLETED") : (EndCause.ScriptFailed, "FAILED");
        world.Cluster.End(job, cause, state, code);
    }
}
