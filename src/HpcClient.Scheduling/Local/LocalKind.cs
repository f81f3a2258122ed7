namespace HpcClient.Scheduling.Local;

/// <summary><c>local</c> as one of the kinds.</summary>
internal static class LocalKind
{
    /// <summary>The kind.</summary>
    public static SchedulerKind Value { get; } = new()
    {
        Defaults = LocalDefaults.Value,
        Make = context => new LocalScheduler(context),
    };
}
