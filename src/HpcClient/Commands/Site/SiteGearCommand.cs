using System.CommandLine;

namespace HpcClient.Commands.Site;

/// <summary><c>site gear</c>: gears on the embedded site.</summary>
internal static class SiteGearCommand
{
    public static Command Create() => new("gear", "Adds, lists and launches gears on the embedded site. To try a gear without any site: fw-hpc-client gear.")
    {
        SiteGearAddCommand.Create(),
        SiteGearListCommand.Create(),
        SiteGearRunCommand.Create(),
    };
}
