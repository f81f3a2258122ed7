using System.CommandLine;

namespace HpcClient.Commands.Site;

/// <summary><c>site</c>: our own Flywheel-compatible server.</summary>
internal static class SiteCommand
{
    public static Command Create() => new("site", "Serves and uses an embedded Flywheel-compatible site, for demos, tests and gear development.")
    {
        SiteServeCommand.Create(),
        SiteLoadCommand.Create(),
        SiteGearCommand.Create(),
        SiteJobsCommand.Create(),
        SiteLogsCommand.Create(),
        SiteFilesCommand.Create(),
        SiteCancelCommand.Create(),
        SiteRetryCommand.Create(),
    };
}
