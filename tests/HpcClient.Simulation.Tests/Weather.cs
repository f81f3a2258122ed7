using HpcClient.Settings.Cast;
using HpcClient.Settings.Policies;

namespace HpcClient.Simulation.Tests;

/// <summary>What one schedule is like: settings, and how bad site, scheduler and our own process behave. All of it comes from the seed.</summary>
internal sealed record Weather
{
    public required CastSettings Settings { get; init; }

    public required int Jobs { get; init; }

    public required int Steps { get; init; }

    public required TimeSpan PassInterval { get; init; }

    /// <summary>Whether the ledger stays open between passes, as <c>serve</c> does, or each pass opens it, as <c>run</c> does.</summary>
    public required bool KeepsLedgerOpen { get; init; }

    public required bool TwoClients { get; init; }

    /// <summary>How likely a client dies at any one point.</summary>
    public required double CrashRate { get; init; }

    /// <summary>How likely a client stands still for longer than its lease lasts, at any one point, while another one works.</summary>
    public required double StallRate { get; init; }

    public required double SiteFaultRate { get; init; }

    public required int SiteOutages { get; init; }

    /// <summary>How likely a call of the client takes up to a minute and a half, in which the rest of the world goes on.</summary>
    public required double SlowRate { get; init; }

    /// <summary>How often engines try to tell the site of an end before they leave it to their record.</summary>
    public required int EngineTries { get; init; }

    /// <summary>Whether an impossible change of state is answered with 500, as a site of 2018 does.</summary>
    public required bool OldSite { get; init; }

    public required TimeSpan OrphanAfter { get; init; }

    public required TimeSpan SiteClockOffset { get; init; }

    public required double SubmitFaultRate { get; init; }

    public required double QueryFaultRate { get; init; }

    public required bool Accounting { get; init; }

    public required TimeSpan MinJobAge { get; init; }

    public required bool ShowsComments { get; init; }

    /// <summary>Whether engines know which submission started them.</summary>
    public required bool EnginesKnowNonce { get; init; }

    /// <summary>Whether a submission may show later than the scheduler's message time-out allows: then only the claim keeps twins apart.</summary>
    public required bool VeryLate { get; init; }

    public required bool SchedulerResets { get; init; }

    public required int Slots { get; init; }

    /// <summary>How likely a run on a node ends by something else than the gear.</summary>
    public required double NodeTroubleRate { get; init; }

    /// <summary>How long at most an ambiguous submission takes to show.</summary>
    public TimeSpan LatestTaken => TimeSpan.FromSeconds(VeryLate ? 240 : 25);

    /// <summary>Whether nothing outside the cluster ever fails: then the site's orphan scan must find nothing.</summary>
    public bool IsCalm => CrashRate == 0 && StallRate == 0 && SiteFaultRate == 0 && SiteOutages == 0 && SlowRate == 0 && !TwoClients;

    public static Weather Of(int seed)
    {
        var dice = new Dice(seed ^ 0x5eed);
        var calm = dice.Chance(0.15);
        return new()
        {
            Settings = new()
            {
                Cluster = "slurm",
                CastOnTag = true,
                UseHoldEngine = dice.Chance(0.6),
                OnEnd = Policies(dice),
            },
            Jobs = dice.Between(3, 12),
            Steps = dice.Between(40, 120),
            PassInterval = TimeSpan.FromSeconds(dice.Between(5, 30)),
            KeepsLedgerOpen = dice.Chance(0.8),
            TwoClients = !calm && dice.Chance(0.2),
            CrashRate = calm || dice.Chance(0.2) ? 0 : dice.Chance(0.5) ? 0.002 : 0.02,
            StallRate = calm || dice.Chance(0.85) ? 0 : 0.002,
            SiteFaultRate = calm ? 0 : dice.Of(0, 0.03, 0.15),
            SiteOutages = calm ? 0 : dice.Of(0, 0, 1, 2),
            SlowRate = calm ? 0 : dice.Of(0, 0, 0.02, 0.2),
            EngineTries = dice.Of(2, 20),
            OldSite = dice.Chance(0.3),
            OrphanAfter = TimeSpan.FromSeconds(dice.Of(100, 300)),
            SiteClockOffset = TimeSpan.FromSeconds(dice.Of(0, -20, 90)),
            SubmitFaultRate = dice.Of(0, 0.1, 0.4),
            QueryFaultRate = dice.Of(0, 0.05, 0.2),
            Accounting = dice.Chance(0.7),
            MinJobAge = TimeSpan.FromSeconds(dice.Of(2, 60, 300)),
            ShowsComments = dice.Chance(0.8),
            EnginesKnowNonce = dice.Chance(0.5),
            VeryLate = dice.Chance(0.3),
            SchedulerResets = dice.Chance(0.1),
            Slots = dice.Between(1, 4),
            NodeTroubleRate = dice.Of(0.1, 0.4, 0.7),
        };
    }

    private static EndPolicies Policies(Dice dice)
    {
        var given = new Dictionary<PolicyCause, EndPolicy>();
        foreach (var cause in Enum.GetValues<PolicyCause>().Where(_ => dice.Chance(0.7)))
        {
            var action = cause switch
            {
                PolicyCause.OutOfMemory => EndAction.MoreMemory,
                PolicyCause.TimeLimit => dice.Chance(0.5) ? EndAction.MoreTime : EndAction.Resubmit,
                _ => EndAction.Resubmit,
            };
            given[cause] = new(action) { Times = dice.Between(1, 3) };
        }

        return new() { Given = given };
    }
}
