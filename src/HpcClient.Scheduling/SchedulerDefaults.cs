namespace HpcClient.Scheduling;

/// <summary>What holds for a scheduler where <c>cast.yml</c> says nothing. Templates are Jinja text; the caller renders them.</summary>
/// <remarks>
/// Values that templates may use: <c>job.fw_id</c>, <c>job.cpu</c>, <c>job.ram</c>, <c>job.gpu</c>, <c>job.gpu_count</c>,
/// <c>job.gpu_type</c>, <c>job.priority</c>, <c>job.scheduler_priority</c>, <c>job.nice</c>, <c>job.walltime</c>,
/// <c>job.partition</c>, <c>job.account</c>, <c>job.qos</c>, <c>job.constraint</c>,
/// <c>job.singularity_debug</c>, <c>job.singularity_writable</c>, <c>job.nonce</c>, <c>script_path</c>,
/// <c>script_log_path</c>, <c>cast_path</c>, <c>engine_run_path</c>.
/// </remarks>
public sealed record SchedulerDefaults
{
    /// <summary>The name in <c>cast.yml</c> (key <c>cluster</c>).</summary>
    public required string Name { get; init; }

    /// <summary>A word or two beside the name where people choose; null when the name says it.</summary>
    public string? Note { get; init; }

    /// <summary>The job script.</summary>
    public required string ScriptTemplate { get; init; }

    /// <summary>The submit command, one template an argument.</summary>
    public required IReadOnlyList<string> CommandTemplate { get; init; }

    /// <summary>Whether the script file gets the executable bit.</summary>
    public required bool ScriptExecutable { get; init; }

    /// <summary>Whether the script goes to the command's standard input.</summary>
    public bool ScriptOnStandardInput { get; init; }

    /// <summary>CPUs of a job that asks for none; null where the scheduler takes none.</summary>
    public string? DefaultCpu { get; init; }

    /// <summary>Memory of a job that asks for none; null where the scheduler takes none.</summary>
    public string? DefaultMemory { get; init; }

    /// <summary>Whether the scheduler counts the memory that a job asks for once for each of its CPUs, not once for the job.</summary>
    public bool MemoryForEachCpu { get; init; }

    /// <summary>Whether a job may ask for a range of CPUs, such as <c>4-8</c>.</summary>
    public bool TakesCpuRange { get; init; }

    /// <summary>The line of a job script, a template, that asks for the job's GPUs: shown to who wrote a script without; null where there is none.</summary>
    public string? GpuLine { get; init; }

    /// <summary>Characters that the default script cannot have in the folder's path, beside those of <see cref="ScriptPaths"/>.</summary>
    public string RefusedInPaths { get; init; } = "";

    /// <summary>What else a job may ask of this scheduler by its default script.</summary>
    public ResourceKinds Offers { get; init; }

    /// <summary>Writes a walltime as the scheduler's script takes it; default hours, minutes and seconds, such as <c>36:00:00</c>.</summary>
    public Func<TimeSpan, string> WalltimeText { get; init; } = walltime =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(long)walltime.TotalHours}:{walltime.Minutes:00}:{walltime.Seconds:00}");
}
