using HpcClient.Engine.Configuration;
using HpcClient.Engine.Images.Store;
using HpcClient.Engine.Layout;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Stopping;
using HpcClient.Engine.Usage;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Running;

/// <summary>What the stages up to the gear's end share, whoever wants the gear run.</summary>
/// <param name="Settings">Settings.</param>
/// <param name="Source">Where gear, configuration and inputs come from.</param>
/// <param name="Job">The job: options, inputs, destination.</param>
/// <param name="Scratch">Its folder.</param>
/// <param name="Log">Its log.</param>
/// <param name="Stop">Tells the stages to stop.</param>
/// <param name="Meter">Measures what it uses.</param>
/// <param name="Time">The clock.</param>
internal sealed record GearRun(
    EngineSettings Settings, IGearSource Source, FlywheelJob Job, JobScratch Scratch, JobLog Log, StopSource Stop, UsageMeter Meter, TimeProvider Time)
{
    /// <summary>Which runtime was reached.</summary>
    public string? Runtime { get; set; }

    /// <summary>The image store, in which this run's image is marked as in use; null before it is opened.</summary>
    public ImageStore? Images { get; set; }
}
