using Microsoft.Extensions.Logging;

namespace HpcClient.Scheduling;

/// <summary>What a scheduler needs to know of the place it works in.</summary>
public sealed record SchedulerContext
{
    /// <summary>Default of <see cref="SubmitTimeout"/> and <see cref="QueryTimeout"/>: longer than the 9 to 10 s in which Slurm's commands give up by themselves.</summary>
    public static readonly TimeSpan DefaultCommandTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Folder in which the <c>local</c> scheduler keeps its jobs; made when needed.</summary>
    public required string LocalStateFolder { get; init; }

    /// <summary>
    /// The start of the command that watches one job of the <c>local</c> scheduler; the job's folder is added as last
    /// argument, and the command calls <see cref="Local.LocalShepherd.RunAsync"/>.
    /// </summary>
    public required IReadOnlyList<string> ShepherdCommand { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where to say what is worth knowing but nobody's fault.</summary>
    public ILogger? Logger { get; init; }

    /// <summary>How long a submit command may take before its outcome counts as unknown.</summary>
    public TimeSpan SubmitTimeout { get; init; } = DefaultCommandTimeout;

    /// <summary>How long a queue, accounting or cancel command may take.</summary>
    public TimeSpan QueryTimeout { get; init; } = DefaultCommandTimeout;

    /// <summary>Folder that holds the scheduler's commands where they are not on PATH (cron's is short); null when they are.</summary>
    public string? ProgramFolder { get; init; }

    /// <summary>
    /// Whether jobs may belong to other users than ours: true when a custom submit command changes the user. The queue is
    /// then read for all users, which costs the controller more.
    /// </summary>
    public bool JobsOfOtherUsers { get; init; }

    /// <summary>
    /// Environment variables that must not reach the job through the submit command. Slurm copies the environment of
    /// <c>sbatch</c> into its state and, where the site says so, into its accounting database: a secret does not belong there.
    /// </summary>
    public IReadOnlyCollection<string> WithheldVariables { get; init; } = [];
}
