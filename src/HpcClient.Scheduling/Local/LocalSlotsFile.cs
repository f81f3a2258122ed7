namespace HpcClient.Scheduling.Local;

/// <summary>The settings file <c>slots.json</c>, written by the administrator.</summary>
internal sealed record LocalSlotsFile
{
    public int? Cpus { get; init; }

    /// <summary>Such as <c>12G</c>.</summary>
    public string? Memory { get; init; }
}
