using System.Globalization;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Simulation.Tests.Checks;

namespace HpcClient.Simulation.Tests.Site;

/// <summary>The site: jobs and what may become of them. Whoever calls it over the network goes through <see cref="Wire"/>.</summary>
internal sealed class SimulatedSite
{
    private const int PageSize = 4;
    private const int MostAttempts = 3;
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(30);

    private readonly World _world;
    private readonly List<SiteJob> _jobs = [];
    private readonly Dictionary<string, SiteJob> _byId = [];

    public SimulatedSite(World world)
    {
        _world = world;
        Wire = new(world);
        world.Time.After(ScanInterval, ScanForOrphans);
    }

    public SiteWire Wire { get; }

    public IReadOnlyList<SiteJob> Jobs => _jobs;

    private DateTimeOffset Now => _world.Time.Now + _world.Weather.SiteClockOffset;

    public SiteJob? Find(string id) => _byId.GetValueOrDefault(id);

    public SiteJob Job(string id) => Find(id) ?? throw new SiteException(SiteFault.NotFound, "No such job.", 404);

    public SiteJob Add(SiteJob? previous = null)
    {
        List<string> tags = ["hpc"];
        if (_world.Dice.Chance(0.5))
        {
            tags.AddRange([$"cpu={_world.Dice.Of(1, 2, 8)}", $"ram={_world.Dice.Of(1, 4, 16)}G"]);
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"{_world.Dice.Between(0, int.MaxValue):x8}{_jobs.Count:x16}");
        var job = new SiteJob(id, previous?.Id, (previous?.Attempt ?? 0) + 1, tags) { Created = Now, Modified = Now };
        _jobs.Add(job);
        _byId.Add(id, job);
        _world.Trace.Say("site", $"{job} is there ({string.Join(' ', tags)}){(previous is null ? "" : $", retry of {previous}")}");
        if (_world.Weather.Settings.UseHoldEngine)
        {
            _world.Time.After(_world.Dice.Seconds(0, 20), () =>
            {
                if (job.State == JobState.Pending)
                {
                    Put(job.Id, JobState.Running, Party.HoldEngine);
                }
            });
        }

        return job;
    }

    public IReadOnlyList<SiteJob> Page(JobFilter filter, string? after)
    {
        var from = after is null ? 0 : _jobs.FindIndex(job => job.Id == after) + 1;
        return [.. _jobs.Skip(from).Where(job => job.Fits(filter)).Take(PageSize)];
    }

    public bool Put(string id, JobState state, Party by)
    {
        var job = Job(id);
        var allowed = (job.State, state) is
            (JobState.Pending, JobState.Running or JobState.Cancelled)
            or (JobState.Running, JobState.Complete or JobState.Failed or JobState.Cancelled);
        if (!allowed)
        {
            _world.Trace.Say("site", $"{by} may not set {job} from {job.State} to {state}");
            throw _world.Weather.OldSite
                ? new SiteException(SiteFault.ServerError, "Mutating a job that is over, or in an impossible way: 500.", 500)
                : new SiteException(SiteFault.Refused, "No such change of state: 400.", 400);
        }

        if (state == JobState.Complete && !job.HasOutputs)
        {
            throw new ViolationException($"{job} was made complete by {by} without the outputs of a gear run that succeeded");
        }

        if (state is JobState.Failed or JobState.Cancelled && by == Party.Client && !job.Log.Any(line => line.By == Party.Client))
        {
            throw new ViolationException($"{job} was set to {state} by the client without a word why in its log");
        }

        job.State = state;
        job.Modified = Now;
        job.EndedBy = state.IsFinal() ? by : null;
        _world.Trace.Say("site", $"{by} set {job} to {state}");
        return true;
    }

    public bool AddLog(string id, string text, Party by)
    {
        var job = Open(id);
        job.Log.Add((by, text));
        job.Modified = Now;
        _world.Trace.Say("site", $"{by} in the log of {job}: {text.Trim()}");
        return true;
    }

    public bool Heartbeat(string id)
    {
        Open(id).Modified = Now;
        return true;
    }

    public string Retry(string id)
    {
        var job = Job(id);
        if (!job.State.IsFinal() || job.RetriedAs is not null)
        {
            throw new SiteException(SiteFault.ServerError, "The job is not over, or was retried already: 500.", 500);
        }

        job.RetriedAs = Add(job).Id;
        return job.RetriedAs;
    }

    private SiteJob Open(string id) => Job(id) is { } job && !job.State.IsFinal()
        ? job
        : throw new SiteException(SiteFault.Refused, "The job is over: 400.", 400);

    // As the site does it: what is running and silent is dead, fails, and is run again a few times.
    private void ScanForOrphans()
    {
        foreach (var job in _jobs.Where(job => job.State == JobState.Running && Now - job.Modified > _world.Weather.OrphanAfter).ToList())
        {
            _world.Trace.Say("site", $"{job} is an orphan");
            if (_world.Weather is { IsCalm: true, Settings.UseHoldEngine: true })
            {
                throw new ViolationException($"{job} fell silent and was taken for an orphan, although nothing kept the client from speaking for it");
            }

            Put(job.Id, JobState.Failed, Party.OrphanScan);
            if (job.Attempt < MostAttempts)
            {
                Retry(job.Id);
            }
        }

        _world.Time.After(ScanInterval, ScanForOrphans);
    }
}
