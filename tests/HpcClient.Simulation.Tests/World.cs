using HpcClient.Settings.Folder;
using HpcClient.Simulation.Tests.Checks;
using HpcClient.Simulation.Tests.Cluster;
using HpcClient.Simulation.Tests.Site;

namespace HpcClient.Simulation.Tests;

/// <summary>All that surrounds the client in one schedule.</summary>
internal sealed class World
{
    public World(int seed, Weather weather, WorkFolder folder, bool traced)
    {
        Dice = new(seed);
        Weather = weather;
        Folder = folder;
        Trace = new(Time, traced);
        Gears = new(this);
        Site = new(this);
        Cluster = new(this);
    }

    public Dice Dice { get; }

    public Weather Weather { get; }

    public WorkFolder Folder { get; }

    public VirtualTime Time { get; } = new();

    public Trace Trace { get; }

    public GearRuns Gears { get; }

    public SimulatedSite Site { get; }

    public SimulatedCluster Cluster { get; }

    /// <summary>Whether faults are over: nothing new comes, and everything answers.</summary>
    public bool IsCalm { get; private set; }

    public void BecomeCalm()
    {
        IsCalm = true;
        Trace.Say("world", "faults are over");
    }

    /// <summary>Whether something goes wrong now; never once faults are over.</summary>
    public bool GoesWrong(double rate) => !IsCalm && Dice.Chance(rate);
}
