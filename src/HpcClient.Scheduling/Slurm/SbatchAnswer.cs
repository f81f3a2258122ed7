using System.Text.RegularExpressions;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Reads what a submit command said.</summary>
internal static partial class SbatchAnswer
{
    /// <summary>Accepted, refused or unknown.</summary>
    /// <param name="result">What it said.</param>
    /// <param name="program">The program that was run.</param>
    public static SubmissionResult Read(ChildResult result, string program)
    {
        var name = Path.GetFileName(program);

        // An id counts whatever came after it: a wrapper may fail, or hang, once sbatch has done its work.
        if (JobId(result.Out) is { } id)
        {
            return new SubmissionResult.Accepted(id);
        }

        var said = result.Error.Length > 0 ? result.Error : result.Out;
        if (SbatchFault.LostAnswers.FirstOrDefault(text => said.Contains(text, StringComparison.OrdinalIgnoreCase)) is not null)
        {
            return new SubmissionResult.Ambiguous($"{name} got no answer from the Slurm controller ({result.LastWords}), so that the job may or may not be queued; it is looked up by its name.");
        }

        if (result.Succeeded)
        {
            return new SubmissionResult.Ambiguous($"{name} ended well, but its answer holds no job id ({result.LastWords}); the job is looked up by its name.");
        }

        if (SbatchFault.Known.FirstOrDefault(fault => said.Contains(fault.Text, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return new SubmissionResult.Refused($"{known.Remedy} ({Words(said, known, result)}).", known.WorthRetrying);
        }

        if (result.TimedOut)
        {
            return new SubmissionResult.Ambiguous($"{name} did not end in time and was stopped, so that the job may or may not be queued; it is looked up by its name.");
        }

        // sbatch itself ends with another code than 0 only when nothing was queued; a site's own command may do anything.
        return name == "sbatch"
            ? new SubmissionResult.Refused($"sbatch refused the job with exit code {result.ExitCode}: {result.LastWords}. It is tried again; correct the script or the command in cast.yml if this stays.", WorthRetrying: true)
            : new SubmissionResult.Ambiguous($"The submit command {name} failed with exit code {result.ExitCode} ({result.LastWords}); the job is looked up by its name before it is tried again.");
    }

    /// <summary>The id in <c>Submitted batch job 123</c> or in the <c>123</c> or <c>123;cluster</c> of --parsable.</summary>
    private static string? JobId(string text)
    {
        var match = Submitted().Matches(text).LastOrDefault() ?? Parsable().Matches(text.Trim()).FirstOrDefault();
        return match?.Groups[1].Value;
    }

    private static string Words(string said, SbatchFault known, ChildResult result) => said
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(line => line.Contains(known.Text, StringComparison.OrdinalIgnoreCase)) ?? result.LastWords;

    [GeneratedRegex(@"^Submitted batch job (\d+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Submitted();

    [GeneratedRegex(@"^(\d+)(;[\w.-]+)?$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Parsable();
}
