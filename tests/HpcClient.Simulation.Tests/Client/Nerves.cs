using System.Diagnostics;
using HpcClient.Casting.Ledger;
using HpcClient.Simulation.Tests.Checks;

namespace HpcClient.Simulation.Tests.Client;

/// <summary>
/// The points at which one process of a client may die, stand still, or just lose time: each call to site and scheduler,
/// before and after its effect, and each transition of the ledger, before and after its commit.
/// </summary>
internal sealed class Nerves(World world, Action? whileStalled)
{
    [ThreadStatic]
    private static Nerves? s_current;

    private bool _isDead;

    static Nerves() => ActivitySource.AddActivityListener(new()
    {
        ShouldListenTo = source => source.Name == "fw-hpc-client.ledger",
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        ActivityStarted = activity => s_current?.Transition(activity),
        ActivityStopped = activity => s_current?.Committed(activity),
    });

    /// <summary>Works as this process until it is done or dead.</summary>
    /// <returns>Whether it lives.</returns>
    public bool Live(Action work)
    {
        var before = s_current;
        s_current = this;
        try
        {
            work();
            return true;
        }
        catch (SimulatedCrash)
        {
            Activity.Current = null;
            return false;
        }
        finally
        {
            s_current = before;
        }
    }

    /// <summary>One such point.</summary>
    public void Feel(string where)
    {
        // A dead process does nothing more, whatever is still on the stack.
        if (_isDead)
        {
            throw new SimulatedCrash();
        }

        if (world.GoesWrong(world.Weather.CrashRate))
        {
            _isDead = true;
            world.Trace.Say("client", $"dies {where}");
            throw new SimulatedCrash();
        }

        if (whileStalled is not null && world.GoesWrong(world.Weather.StallRate))
        {
            world.Trace.Say("client", $"stands still {where}");
            world.Time.Pass(LedgerStore.LeaseDuration + TimeSpan.FromSeconds(1));
            var before = s_current;
            s_current = null;
            whileStalled();
            s_current = before;
            world.Trace.Say("client", "goes on");
        }

        // In calm weather nothing is slow either: there the client must keep its jobs alive.
        world.Time.Pass(!world.Weather.IsCalm && world.Dice.Chance(0.02) ? world.Dice.Seconds(0, 40) : world.Dice.Seconds(0, 0.5));
    }

    private void Transition(Activity activity) =>
        Feel($"before the ledger has {activity.GetTagItem("job")} go from {activity.GetTagItem("from")} to {activity.GetTagItem("to")}");

    private static void Check(Activity activity)
    {
        var from = (string?)activity.GetTagItem("from");
        var to = (string?)activity.GetTagItem("to");
        if (!AllowedTransitions.Allow(from == "none" ? null : Enum.Parse<LedgerState>(from!, ignoreCase: true), Enum.Parse<LedgerState>(to!, ignoreCase: true)))
        {
            throw new ViolationException($"job {activity.GetTagItem("job")} went from {from} to {to} in the ledger, which is no way that a job may go");
        }
    }

    private void Committed(Activity activity)
    {
        // Stopped while an exception passes through, too; that one says more. And what was not written, as by a process whose
        // lease had gone to another, is no way that the job went.
        if (!_isDead && activity.Status != ActivityStatusCode.Error)
        {
            Check(activity);
            var way = $"{((string)activity.GetTagItem("job")!)[^4..]} from {activity.GetTagItem("from")} to {activity.GetTagItem("to")}";
            world.Trace.Say("ledger", $"job {way}");
            Feel($"after the ledger had {way}");
        }
    }
}
