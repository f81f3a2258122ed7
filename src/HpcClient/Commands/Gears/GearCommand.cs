using System.CommandLine;

namespace HpcClient.Commands.Gears;

/// <summary><c>gear</c>: for those who develop gears; needs no site.</summary>
internal static class GearCommand
{
    public static Command Create() => new("gear", "Tries a gear on this machine before it is shipped: checks its manifest, runs it on local files. For gears of the embedded site: fw-hpc-client site gear.")
    {
        GearValidateCommand.Create(),
        GearConfigCommand.Create(),
        GearRunCommand.Create(),
    };
}
