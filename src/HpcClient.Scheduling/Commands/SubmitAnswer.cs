using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Submission;

namespace HpcClient.Scheduling.Commands;

/// <summary>Reads what a submit command said.</summary>
internal static class SubmitAnswer
{
    /// <summary>Accepted, refused or unknown.</summary>
    /// <param name="language">How the scheduler's own command talks.</param>
    /// <param name="result">What was said.</param>
    /// <param name="program">The program that was run.</param>
    public static SubmissionResult Read(SubmitLanguage language, ChildResult result, string program)
    {
        var name = Path.GetFileName(program);

        // An id counts whatever came after it: a wrapper may fail, or hang, once the job is handed over.
        if (language.JobId(result) is { } id)
        {
            return new SubmissionResult.Accepted(id);
        }

        var said = result.Error.Length > 0 ? result.Error : result.Out;
        if (language.LostAnswers.Any(text => said.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            return new SubmissionResult.Ambiguous($"{name} got no answer from {language.Controller} ({result.LastWords}), so that the job may or may not be queued; it is looked up by its name.");
        }

        if (result.Succeeded)
        {
            return new SubmissionResult.Ambiguous($"{name} ended well, but its answer holds no job id ({result.LastWords}); the job is looked up by its name.");
        }

        if (language.Known.FirstOrDefault(fault => said.Contains(fault.Text, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return new SubmissionResult.Refused($"{known.Remedy} ({Words(said, known, result)}).", known.WorthRetrying);
        }

        if (result.TimedOut)
        {
            return new SubmissionResult.Ambiguous($"{name} did not end in time and was stopped, so that the job may or may not be queued; it is looked up by its name.");
        }

        return name == language.Program
            ? new SubmissionResult.Refused($"{name} refused the job with exit code {result.ExitCode}: {result.LastWords}. It is tried again; correct the script or the command in cast.yml if this stays.", WorthRetrying: true)
            : new SubmissionResult.Ambiguous($"The submit command {name} failed with exit code {result.ExitCode} ({result.LastWords}); the job is looked up by its name before it is tried again.");
    }

    private static string Words(string said, SubmitFault known, ChildResult result) => said
        .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .FirstOrDefault(line => line.Contains(known.Text, StringComparison.OrdinalIgnoreCase)) ?? result.LastWords;
}
