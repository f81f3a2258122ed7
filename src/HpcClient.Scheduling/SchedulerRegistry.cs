namespace HpcClient.Scheduling;

/// <summary>The schedulers there are. A new one is a folder and a row here.</summary>
public static class SchedulerRegistry
{
    /// <summary>Names that <c>cast.yml</c> may give as <c>cluster</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [];
}
