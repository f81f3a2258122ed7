namespace HpcClient.Scheduling.Lsf;

/// <summary>LSF as one of the kinds.</summary>
internal static class LsfKind
{
    /// <summary>The kind.</summary>
    public static SchedulerKind Value { get; } = new()
    {
        Defaults = LsfDefaults.Value,
        Make = context => new LsfScheduler(context),
        PriorityRule = _ => new LsfPriority(),
        LookAsync = LsfDiscovery.LookAsync,
    };
}
