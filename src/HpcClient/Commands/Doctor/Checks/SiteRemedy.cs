using HpcClient.Flywheel.Access;
using HpcClient.Flywheel.Errors;

namespace HpcClient.Commands.Doctor.Checks;

/// <summary>What to do about a site that does not do what it should.</summary>
internal static class SiteRemedy
{
    /// <summary>One sentence, that says more than the fault's own where there is more to do.</summary>
    public static string Of(SiteException fault, SiteAddress site) => fault.Fault switch
    {
        SiteFault.Certificate => "Name the authority that issued it as ca_bundle in cast.yml, or have the site's administrator renew it. See docs/troubleshooting.md.",
        SiteFault.Unreachable => $"Try from this machine: curl -sS {site.Api}version. Where that fails too, it is the network's: a proxy goes into credentials.sh as HTTPS_PROXY.",
        SiteFault.WrongCredential => "Compare SCITRAN_CORE_DRONE_SECRET in credentials.sh with the one that a Flywheel administrator knows.",
        SiteFault.NotAllowed => "Ask a Flywheel administrator for the secret of a drone, which may see the jobs of all.",
        SiteFault.UnexpectedAnswer or SiteFault.NotFound => "Look whether SCITRAN_RUNTIME_HOST and SCITRAN_RUNTIME_PORT in credentials.sh name the Flywheel site, and no page before it.",
        _ => "Try again in some minutes; if it stays, tell the site's administrator this message and its time.",
    };
}
