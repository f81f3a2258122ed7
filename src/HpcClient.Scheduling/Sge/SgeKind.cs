namespace HpcClient.Scheduling.Sge;

/// <summary>Grid Engine as one of the kinds.</summary>
internal static class SgeKind
{
    /// <summary>The kind.</summary>
    public static SchedulerKind Value { get; } = new()
    {
        Defaults = SgeDefaults.Value,
        Make = context => new SgeScheduler(context),
        PriorityRule = context => new SgePriority(context, Environment.UserName),
        LookAsync = SgeDiscovery.LookAsync,
    };
}
