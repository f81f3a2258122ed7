using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;

namespace HpcClient.Scheduling.Lsf;

/// <summary>How bsub talks.</summary>
internal static partial class BsubAnswer
{
    /// <summary>Its words.</summary>
    public static SubmitLanguage Language { get; } = new()
    {
        Program = "bsub",
        Controller = "LSF's mbatchd",
        JobId = result => Submitted().Matches(result.Out).LastOrDefault()?.Groups[1].Value,
        LostAnswers = BsubFault.LostAnswers,
        Known = BsubFault.Known,
    };

    // "… is submitted to queue <normal>." and "… to default queue <normal>."
    [GeneratedRegex(@"^Job <([0-9]+)> is submitted", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Submitted();
}
