namespace HpcClient.Casting.Submission;

/// <summary>How scripts are handed over.</summary>
/// <param name="ScriptMode">Permissions of scripts.</param>
/// <param name="ScriptOnStandardInput">Whether the submit command reads the script from standard input.</param>
public sealed record SubmissionForm(UnixFileMode ScriptMode, bool ScriptOnStandardInput);
