namespace HpcClient.Flywheel.Jobs;

/// <summary>How a job ended, as sites of 2018 want to know before its upload: the upload then ends the job so.</summary>
/// <param name="Success">Whether it succeeded.</param>
/// <param name="Elapsed">How long the gear ran; told in whole seconds.</param>
public sealed record CompletionNote(bool Success, TimeSpan Elapsed);
