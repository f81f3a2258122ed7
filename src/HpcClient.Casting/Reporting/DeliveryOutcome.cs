using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Casting.Reporting;

/// <summary>What came of sending one message to the site.</summary>
internal abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The site took it.</summary>
    public sealed record Acknowledged : DeliveryOutcome;

    /// <summary>The job is over at the site already: it takes nothing more.</summary>
    /// <param name="State">As what.</param>
    public sealed record AlreadyOver(JobState State) : DeliveryOutcome;

    /// <summary>The site no longer has the job.</summary>
    public sealed record Gone : DeliveryOutcome;

    /// <summary>The site has the job, and will never take this.</summary>
    /// <param name="Reason">In its words.</param>
    public sealed record RefusedForGood(string Reason) : DeliveryOutcome;

    /// <summary>Not now.</summary>
    /// <param name="Fault">Why.</param>
    public sealed record Later(SiteException Fault) : DeliveryOutcome;
}
