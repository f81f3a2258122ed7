namespace HpcClient.Scheduling.Base;

/// <summary><c>base</c> as one of the kinds.</summary>
internal static class BaseKind
{
    /// <summary>The kind.</summary>
    public static SchedulerKind Value { get; } = new()
    {
        Defaults = BaseDefaults.Value,
        Make = context => new BaseScheduler(context),
    };
}
