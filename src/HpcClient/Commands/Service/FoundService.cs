namespace HpcClient.Commands.Service;

/// <summary>A way to let the client work by itself, and whether it is in use for a folder.</summary>
/// <param name="Kind">What it is, in words.</param>
/// <param name="IsThere">Whether it is in use.</param>
/// <param name="State">How it is, in words.</param>
internal sealed record FoundService(string Kind, bool IsThere, string State)
{
    /// <summary>Full path of its unit file; null where there is none, as with cron.</summary>
    public string? Unit { get; init; }
}
