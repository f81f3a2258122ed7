using System.Globalization;
using HpcClient.Scheduling.Observations;
using HpcClient.Simulation.Tests.Checks;

namespace HpcClient.Simulation.Tests.Cluster;

/// <summary>The scheduler and its nodes: queue, slots, accounting, and what may befall a job.</summary>
internal sealed class SimulatedCluster
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly World _world;
    private readonly Dictionary<string, int> _requeues = [];
    private readonly NodeTrouble _trouble;
    private List<ClusterJob> _jobs = [];
    private int _number;

    public SimulatedCluster(World world)
    {
        _world = world;
        _trouble = new(world, this);
        world.Time.After(Tick, StartSome);
        if (world.Weather.SchedulerResets)
        {
            world.Time.After(world.Dice.Seconds(60, 2000), Reset);
        }
    }

    /// <summary>Jobs of which the scheduler knows, ended ones too.</summary>
    public IReadOnlyList<ClusterJob> Jobs => _jobs;

    /// <summary>Engines at work, those too that no scheduler knows of.</summary>
    public HashSet<SimulatedEngine> Engines { get; } = [];

    public int Requeues(string siteJob) => _requeues.GetValueOrDefault(siteJob);

    /// <summary>Takes a job into the queue.</summary>
    public ClusterJob Take(string name, string nonce)
    {
        var job = new ClusterJob((++_number).ToString(CultureInfo.InvariantCulture), name, nonce) { SubmittedAt = _world.Time.Now };
        CheckOverlap(job);
        _jobs.Add(job);
        _world.Trace.Say("slurm", $"has {job}");
        return job;
    }

    public void Cancel(string id, string by)
    {
        foreach (var job in _jobs.Where(job => job.Id == id && !job.IsOver).ToList())
        {
            if (by != "operator" && job.SiteJobId.Length == 0)
            {
                throw new ViolationException($"the client cancelled scheduler job {job}, which is somebody else's");
            }

            _world.Trace.Say("slurm", $"{by} cancels {job}");
            job.CancelledBy = by;
            if (job.Phase == SchedulerPhase.Queued)
            {
                End(job, EndCause.Cancelled, "CANCELLED");
            }
            else
            {
                StopThenEnd(job, EndCause.Cancelled, "CANCELLED", Settings.Records.EndedBy.Signal);
            }
        }
    }

    /// <summary>The engine is told, has half a minute, and is killed then.</summary>
    public void StopThenEnd(ClusterJob job, EndCause cause, string state, Settings.Records.EndedBy by, bool requeue = false)
    {
        var engine = job.Engine;
        engine?.Stop(by, () => Finish(job, engine, cause, state, requeue));
        _world.Time.After(TimeSpan.FromSeconds(30), () =>
        {
            engine?.Die();
            Finish(job, engine, cause, state, requeue);
        });
    }

    public void End(ClusterJob job, EndCause cause, string state, int? exitCode = null)
    {
        if (job.IsOver)
        {
            return;
        }

        job.Phase = SchedulerPhase.Ended;
        job.Cause = cause;
        job.RawState = state;
        job.ExitCode = exitCode;
        job.EndedAt = _world.Time.Now;
        job.AccountedAt = _world.Time.Now + _world.Dice.Seconds(0, 60);
        job.Engine = null;
        _world.Trace.Say("slurm", $"{job} is over: {state} {exitCode}");
    }

    public void Requeue(ClusterJob job)
    {
        job.Phase = SchedulerPhase.Queued;
        job.RawState = "REQUEUED";
        job.Restarts++;
        job.StartedAt = null;
        job.Engine = null;
        job.CancelledBy = null;
        _requeues[job.SiteJobId] = Requeues(job.SiteJobId) + 1;
        _world.Trace.Say("slurm", $"{job} is requeued");
    }

    public void Finish(ClusterJob job, SimulatedEngine? engine, EndCause cause, string state, bool requeue)
    {
        if (job.Engine != engine || job.IsOver || job.Phase != SchedulerPhase.Running)
        {
            return;
        }

        if (requeue && !_world.IsCalm)
        {
            Requeue(job);
        }
        else
        {
            End(job, cause, state);
        }
    }

    private void StartSome()
    {
        while (_jobs.Count(job => job.Phase == SchedulerPhase.Running) < _world.Weather.Slots
            && _world.Dice.Any([.. _jobs.Where(job => job.Phase == SchedulerPhase.Queued)]) is { } next
            && _world.Dice.Chance(0.8))
        {
            Start(next);
        }

        _world.Time.After(Tick, StartSome);
    }

    private void Start(ClusterJob job)
    {
        if (job.SiteJobId.Length == 0 || _world.GoesWrong(0.03))
        {
            End(job, EndCause.LaunchFailure, "LAUNCH_FAILED", 1);
            return;
        }

        job.Phase = SchedulerPhase.Running;
        job.RawState = "RUNNING";
        job.StartedAt = _world.Time.Now;
        var engine = new SimulatedEngine(_world, job, job.Restarts);
        job.Engine = engine;
        _world.Trace.Say("slurm", $"starts {job}");
        _world.Time.After(_world.Dice.Seconds(0, 5), engine.Begin);
        if (_world.GoesWrong(_world.Weather.NodeTroubleRate))
        {
            _trouble.Befall(job, engine);
        }
    }

    // Somebody lost the scheduler's state: it knows nothing any more and counts anew; the engines know nothing of that.
    private void Reset()
    {
        if (_world.IsCalm)
        {
            return;
        }

        _world.Trace.Say("slurm", "has lost its state and begins to count anew");
        foreach (var job in _jobs.Where(job => !job.IsOver))
        {
            job.Engine?.CutOff();
            job.Phase = SchedulerPhase.Ended;
        }

        _jobs = [];
        _number = 0;
        for (var strangers = _world.Dice.Between(0, 5); strangers > 0; strangers--)
        {
            _jobs.Add(new((++_number).ToString(CultureInfo.InvariantCulture), "stranger", "") { SubmittedAt = _world.Time.Now - TimeSpan.FromHours(_world.Dice.Of(1, 20)) });
        }
    }

    private void CheckOverlap(ClusterJob next)
    {
        if (_world.Weather.VeryLate || _world.Weather.StallRate > 0)
        {
            return;
        }

        var previous = _world.Site.Find(next.SiteJobId)?.Previous;
        if (_jobs.FirstOrDefault(job => !job.IsOver && job.SiteJobId.Length > 0 && (job.SiteJobId == previous || job.SiteJobId == next.SiteJobId)) is { } other)
        {
            throw new ViolationException($"scheduler job {next} was submitted while {other} of {(other.Name == next.Name ? "the same job" : "the job that it retries")} is there");
        }
    }
}
