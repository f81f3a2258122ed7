using HpcClient.Flywheel.Errors;

namespace HpcClient.Simulation.Tests.Site;

/// <summary>The way to the site, on which calls and answers get lost.</summary>
internal sealed class SiteWire(World world)
{
    private bool _isDown;

    /// <summary>Away altogether from now on.</summary>
    public void GoDown(TimeSpan time)
    {
        _isDown = true;
        world.Trace.Say("site", $"is away for {time}");
        world.Time.After(time, () => _isDown = false);
    }

    /// <summary>One call with whatever befalls it.</summary>
    /// <param name="what">For the trace.</param>
    /// <param name="act">What the site does.</param>
    /// <param name="acted">Called when it was done and before the answer is out.</param>
    public T Call<T>(string what, Func<T> act, Action? acted = null)
    {
        if (_isDown && !world.IsCalm)
        {
            throw Fault(what, new(SiteFault.Unreachable, "The site cannot be reached.") { NeverSent = true });
        }

        if (world.GoesWrong(world.Weather.SlowRate))
        {
            world.Time.Pass(world.Dice.Seconds(1, 90));
        }

        var fault = world.GoesWrong(world.Weather.SiteFaultRate) ? world.Dice.Between(1, 8) : 0;
        switch (fault)
        {
            case 1:
                throw Fault(what, new(SiteFault.Unreachable, "The site cannot be reached.") { NeverSent = true });
            case 2:
                throw Fault(what, new(SiteFault.ServerError, "The site failed: 500.", 500));
            case 3:
                throw Fault(what, new(SiteFault.Busy, "The site is busy: 503.", 503) { RetryAfter = world.Dice.Chance(0.5) ? TimeSpan.FromSeconds(20) : null });
            case 4:
                throw Fault(what, new(SiteFault.WrongCredential, "The site does not know us: 401.", 401) { NeverSent = true });
            case 5:
                throw Fault(what, new(SiteFault.UnexpectedAnswer, "The answer makes no sense.", 200));
        }

        var answer = act();
        acted?.Invoke();
        return fault switch
        {
            0 => answer,
            6 => throw Fault(what + " (done)", new(SiteFault.Unreachable, "The connection broke.")),
            7 => throw Fault(what + " (done)", new(SiteFault.ServerError, "The site failed: 500.", 500)),
            _ => throw Fault(what + " (done)", new(SiteFault.UnexpectedAnswer, "The answer makes no sense.", 200)),
        };
    }

    private SiteException Fault(string what, SiteException fault)
    {
        world.Trace.Say("site", $"{what}: {fault.Message}");
        return fault;
    }
}
