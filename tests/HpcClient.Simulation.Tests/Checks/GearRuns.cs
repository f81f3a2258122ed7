using HpcClient.Simulation.Tests.Cluster;
using HpcClient.Simulation.Tests.Site;

namespace HpcClient.Simulation.Tests.Checks;

/// <summary>Counts the runs of each job's gear and holds that there are no more than there may be.</summary>
internal sealed class GearRuns(World world)
{
    private readonly Dictionary<string, List<SimulatedEngine>> _running = [];
    private readonly Dictionary<string, int> _runs = [];
    private readonly HashSet<string> _over = [];

    public int Of(string job) => _runs.GetValueOrDefault(job);

    public bool IsRunning(string job) => _running.GetValueOrDefault(job) is { Count: > 0 };

    public void Started(SiteJob job, SimulatedEngine engine)
    {
        var running = _running.TryGetValue(job.Id, out var known) ? known : _running[job.Id] = [];

        // Of an engine on a node that was cut off nobody can know; it stops by itself at the next look at its claim.
        if (running.FirstOrDefault(other => !other.IsCutOff) is { } other)
        {
            throw new ViolationException($"the gear of job {job.Id} runs twice at the same time, in {other} and {engine}");
        }

        if (_over.Contains(job.Id))
        {
            throw new ViolationException($"the gear of job {job.Id} is run again by {engine}, although an engine had recorded that it ended by itself");
        }

        running.Add(engine);
        _runs[job.Id] = Of(job.Id) + 1;
        world.Trace.Say("engine", $"{engine} runs the gear of {job}, run {Of(job.Id)}");
        var most = 1 + world.Weather.Settings.OnEnd.Given.Values.Sum(policy => policy.Times) + world.Cluster.Requeues(job.Id);
        if (Of(job.Id) > most)
        {
            throw new ViolationException($"the gear of job {job.Id} ran {Of(job.Id)} times, where policies and requeues allow {most}");
        }
    }

    public void Stopped(SiteJob job, SimulatedEngine engine) => _running.GetValueOrDefault(job.Id)?.Remove(engine);

    /// <summary>An engine wrote down that the gear ended by itself.</summary>
    public void Over(string job) => _over.Add(job);
}
