using System.CommandLine;

namespace HpcClient.Commands.Site;

/// <summary><c>gear</c>: gears on the embedded site.</summary>
internal static class GearCommand
{
    public static Command Create() => new("gear", "Adds, lists and runs gears on the embedded site.")
    {
        GearAddCommand.Create(),
        GearListCommand.Create(),
        GearRunCommand.Create(),
    };
}
