namespace HpcClient.Flywheel.Jobs;

/// <summary>A reference such as a job's destination or origin.</summary>
public sealed record ContainerReference
{
    /// <summary><c>project</c>, <c>session</c>, <c>acquisition</c>, <c>analysis</c>; for an origin <c>user</c>, <c>device</c>, <c>job</c>, <c>system</c>.</summary>
    public string? Type { get; init; }

    /// <summary>Its id.</summary>
    public string? Id { get; init; }
}
