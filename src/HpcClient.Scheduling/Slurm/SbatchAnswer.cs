using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;

namespace HpcClient.Scheduling.Slurm;

/// <summary>How sbatch talks.</summary>
internal static partial class SbatchAnswer
{
    /// <summary>Its words.</summary>
    public static SubmitLanguage Language { get; } = new()
    {
        Program = "sbatch",
        Controller = "the Slurm controller",
        JobId = result => JobId(result.Out),
        LostAnswers = SbatchFault.LostAnswers,
        Known = SbatchFault.Known,
    };

    /// <summary>The id in <c>Submitted batch job 123</c> or in the <c>123</c> or <c>123;cluster</c> of --parsable.</summary>
    private static string? JobId(string text)
    {
        var match = Submitted().Matches(text).LastOrDefault() ?? Parsable().Matches(text.Trim()).FirstOrDefault();
        return match?.Groups[1].Value;
    }

    [GeneratedRegex(@"^Submitted batch job (\d+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Submitted();

    [GeneratedRegex(@"^(\d+)(;[\w.-]+)?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Parsable();
}
