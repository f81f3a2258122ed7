using System.Text.Json.Serialization;

namespace HpcClient.Settings.Records;

/// <summary>How the engine's work on a job ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndOutcome>))]
public enum EndOutcome
{
    /// <summary>The gear exited 0 and its outputs are on the site.</summary>
    Complete,

    /// <summary>The gear itself failed.</summary>
    GearFailed,

    /// <summary>The site no longer wants it (cancelled, or failed elsewhere).</summary>
    Cancelled,

    /// <summary>The engine was told to stop (walltime, scancel, preemption).</summary>
    Stopped,

    /// <summary>Something around the gear failed: inputs, image, runtime, upload.</summary>
    EngineFailed,

    /// <summary>It was refused before anything was done: not ours, not running, claimed by a twin.</summary>
    Refused,
}
