using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;

namespace HpcClient.Scheduling.Sge;

/// <summary>How qsub talks.</summary>
internal static partial class QsubAnswer
{
    /// <summary>Its words.</summary>
    public static SubmitLanguage Language { get; } = new()
    {
        Program = "qsub",
        Controller = "Grid Engine's qmaster",
        JobId = result => JobId(result.Out),
        LostAnswers = QsubFault.LostAnswers,
        Known = QsubFault.Known,
    };

    /// <summary>
    /// The number in <c>Your job 12 ("name") has been submitted</c>, <c>Your job-array 12.1-3:1 ("name") …</c>, or in the
    /// <c>12</c> or <c>12.1-3:1</c> of -terse.
    /// </summary>
    private static string? JobId(string text)
    {
        var match = Submitted().Matches(text).LastOrDefault() ?? Terse().Matches(text).LastOrDefault();
        return match?.Groups[1].Value;
    }

    [GeneratedRegex(@"^Your (?:job|job-array) ([0-9]+)[. ]", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Submitted();

    [GeneratedRegex(@"^([0-9]+)(?:\.[0-9]+-[0-9]+:[0-9]+)?\r?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Terse();
}
