namespace HpcClient.Flywheel.Jobs;

/// <summary>An input or output of a formula.</summary>
public sealed record JobRequestInput
{
    /// <summary><c>http</c> for the image, <c>scitran</c> for what is on the site.</summary>
    public string? Type { get; init; }

    /// <summary>Address; of type <c>scitran</c>: relative to <c>/api</c>.</summary>
    public string? Uri { get; init; }

    /// <summary>Expected hash, <c>vu0:x-sha384:HEX</c>.</summary>
    public string? Vu { get; init; }

    /// <summary>Folder in the container.</summary>
    public string? Location { get; init; }
}
