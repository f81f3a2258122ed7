namespace HpcClient.Flywheel.Jobs;

/// <summary>Times of a job's stages.</summary>
public sealed record CompletionTimes
{
    /// <summary>Milliseconds from the engine's start to the gear's.</summary>
    public long PreparationTimeMs { get; init; }

    /// <summary>Milliseconds the gear ran.</summary>
    public long ElapsedTimeMs { get; init; }

    /// <summary>Milliseconds of the upload.</summary>
    public long UploadTimeMs { get; init; }
}
