using HpcClient.Flywheel.Jobs;

namespace HpcClient.Simulation.Tests.Site;

/// <summary>People at the site: they launch jobs, cancel some and retry others.</summary>
internal sealed class SiteUsers(World world)
{
    private int _launched;

    public void Begin()
    {
        Launch();
        world.Time.After(world.Dice.Seconds(30, 300), Meddle);
    }

    private void Launch()
    {
        if (_launched < world.Weather.Jobs && !world.IsCalm)
        {
            _launched++;
            world.Site.Add();
            world.Time.After(world.Dice.Seconds(0, world.Dice.Of(5, 300)), Launch);
        }
    }

    private void Meddle()
    {
        if (world.IsCalm)
        {
            return;
        }

        if (world.Dice.Chance(0.3) && world.Dice.Any([.. world.Site.Jobs.Where(job => !job.State.IsFinal())]) is { } open)
        {
            world.Site.Put(open.Id, JobState.Cancelled, Party.User);
        }
        else if (world.Dice.Chance(0.2) && world.Dice.Any([.. world.Site.Jobs.Where(job => job is { State: JobState.Failed, RetriedAs: null, Attempt: < 3 })]) is { } failed)
        {
            world.Site.Retry(failed.Id);
        }

        world.Time.After(world.Dice.Seconds(60, 600), Meddle);
    }
}
