using System.CommandLine;
using HpcClient.EmbeddedSite;

namespace HpcClient.Commands.Site;

/// <summary><c>--data DIR</c>, the same for all commands of the embedded site.</summary>
internal static class DataOption
{
    private const string Variable = "FW_HPC_SITE_DATA";
    private const string Default = "site-data";

    public static Option<string> Create() => new("--data")
    {
        Description = $"Data folder of the embedded site [default: ${Variable}, or ./{Default}].",
        HelpName = "DIR",
    };

    public static DataFolder Folder(this ParseResult parsed, Option<string> option) => new(
        parsed.GetValue(option) is { Length: > 0 } given ? given
        : Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set ? set
        : Default);
}
