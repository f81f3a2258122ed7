namespace HpcClient.Settings.Policies;

/// <summary>What is done for one cause of an end.</summary>
/// <param name="Action">What.</param>
public sealed record EndPolicy(EndAction Action)
{
    /// <summary>Default of <see cref="Times"/>.</summary>
    public const int DefaultTimes = 1;

    /// <summary>Default of <see cref="Factor"/>.</summary>
    public const double DefaultFactor = 2;

    /// <summary>The site's job fails with the cause in words.</summary>
    public static EndPolicy Report { get; } = new(EndAction.Report);

    /// <summary><c>times</c>: how often at most one site job is submitted again for this cause, 1 to 20. Default 1.</summary>
    public int Times { get; init; } = DefaultTimes;

    /// <summary><c>factor</c>: by what memory or walltime grow each time, above 1 up to 10. Default 2.</summary>
    public double Factor { get; init; } = DefaultFactor;

    /// <summary>
    /// <c>max</c> of <c>more_memory</c>: most memory of the whole job, in bytes; null where only <c>max_ram</c> bounds it.
    /// When the job had that much already, its end is reported.
    /// </summary>
    public long? MaxMemoryBytes { get; init; }

    /// <summary><c>max</c> of <c>more_time</c>: longest walltime; null where only <c>max_walltime</c> bounds it.</summary>
    public TimeSpan? MaxWalltime { get; init; }
}
