using HpcClient.Settings.Folder;
using HpcClient.Simulation.Tests.Checks;
using HpcClient.Simulation.Tests.Client;
using HpcClient.Simulation.Tests.Site;

namespace HpcClient.Simulation.Tests;

/// <summary>One schedule: some passes of the client while everything goes wrong, then as many as it takes to settle all.</summary>
internal static class Schedule
{
    private const int MostPassesToSettle = 1000;
    private static readonly TimeSpan CalmInterval = TimeSpan.FromSeconds(30);

    /// <summary>Plays it.</summary>
    /// <param name="seed">Decides everything.</param>
    /// <param name="jobs">Fewer jobs than the seed says; null for as many.</param>
    /// <param name="traced">Whether to keep what happens.</param>
    /// <returns>What was broken, or null; and what happened.</returns>
    public static (string? Violation, IReadOnlyList<string> Trace) Play(int seed, int? jobs = null, bool traced = false)
    {
        var root = Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"fw-hpc-sim-{Guid.NewGuid():N}");
        var folder = new WorkFolder(root);
        foreach (var path in (string[])[folder.Generated, folder.Queue, folder.State, folder.Claims, folder.Ends])
        {
            Directory.CreateDirectory(path);
        }

        var weather = Weather.Of(seed);
        var world = new World(seed, jobs is { } few ? weather with { Jobs = few } : weather, folder, traced);
        try
        {
            Play(world);
            return (null, world.Trace.Lines);
        }
        catch (Exception e)
        {
            var what = e is ViolationException ? e.Message : e.ToString();
            world.Trace.Say("VIOLATION", what);
            return (what, world.Trace.Lines);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static void Play(World world)
    {
        using var checks = new LedgerChecks(world);
        using var second = new SimulatedClient(world, "second.example.org");
        using var first = new SimulatedClient(world, Environment.MachineName, second.Pass);
        new SiteUsers(world).Begin();
        PlanOutages(world);
        for (var step = 0; step < world.Weather.Steps; step++)
        {
            world.Time.Pass(world.Dice.Chance(0.03) && !world.Weather.IsCalm ? world.Dice.Seconds(60, 1500) : world.Weather.PassInterval);
            (world.Weather.TwoClients && world.Dice.Chance(0.5) ? second : first).Pass();
            checks.AfterPass();
        }

        world.BecomeCalm();
        var passes = 0;
        while (checks.Unfinished() is { } left)
        {
            if (++passes > MostPassesToSettle)
            {
                throw new ViolationException($"{CalmInterval * MostPassesToSettle} after the last fault {left}");
            }

            world.Time.Pass(CalmInterval);
            first.Pass();
            checks.AfterPass();
        }

        checks.AtTheEnd();
    }

    private static void PlanOutages(World world)
    {
        for (var i = 0; i < world.Weather.SiteOutages; i++)
        {
            world.Time.After(world.Dice.Seconds(30, 1500), () => world.Site.Wire.GoDown(world.Dice.Seconds(20, world.Dice.Of(120, 3600))));
        }
    }
}
