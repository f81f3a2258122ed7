using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Ending;
using HpcClient.Engine.Layout;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Stopping;
using HpcClient.Engine.Usage;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Jobs;

namespace HpcClient.Engine.Running;

/// <summary>What all stages of one run share.</summary>
/// <param name="Settings">Settings.</param>
/// <param name="Site">The site.</param>
/// <param name="Job">The job, running.</param>
/// <param name="Scratch">Its folder.</param>
/// <param name="Log">Its log.</param>
/// <param name="Stop">Tells the stages to stop.</param>
/// <param name="Time">The clock.</param>
internal sealed record JobRun(
    EngineSettings Settings, SiteClient Site, FlywheelJob Job, JobScratch Scratch, JobLog Log, StopSource Stop, TimeProvider Time)
{
    /// <summary>Its end records, and our claim.</summary>
    public required EndBook Ends { get; init; }

    /// <summary>Measures what it uses.</summary>
    public required UsageMeter Meter { get; init; }

    /// <summary>When we took our claim.</summary>
    public required DateTimeOffset ClaimedAt { get; init; }

    /// <summary>An engine that had the job before and may still be at work; null when there surely is none.</summary>
    public EarlierEngine? Earlier { get; init; }

    /// <summary>The part of it that knows no site.</summary>
    public GearRun GearRun => field ??= new(Settings, new SiteGearSource(Site, Job), Job, Scratch, Log, Stop, Meter, Time);

    /// <summary>Which API the site speaks.</summary>
    public ApiGeneration Generation { get; init; }

    /// <summary>Waits until the site has all of the log, as far as the log's sender can bring it there.</summary>
    public Func<CancellationToken, Task> FlushLogAsync { get; set; } = _ => Task.CompletedTask;

    /// <summary>Whether the upload has ended the job on the site, so that nothing is left to tell.</summary>
    public bool IsEndedOnSite { get; set; }

    /// <summary>Which runtime was reached.</summary>
    public string? Runtime => GearRun.Runtime;

    /// <summary>Time until the gear was started.</summary>
    public TimeSpan Preparation { get; set; }

    /// <summary>Time the gear ran.</summary>
    public TimeSpan Gear { get; set; }

    /// <summary>Time of the upload.</summary>
    public TimeSpan Upload { get; set; }

    /// <summary>Exit code of the gear, once it ended.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Names of the files that the site took.</summary>
    public IReadOnlyList<string> Outputs { get; set; } = [];
}
