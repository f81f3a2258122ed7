namespace HpcClient.Flywheel.Files;

/// <summary>A container as far as its files go.</summary>
public sealed record ContainerFiles
{
    /// <summary>Its files.</summary>
    public IReadOnlyList<FileRecord>? Files { get; init; }
}
