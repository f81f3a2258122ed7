using HpcClient.Faults.Hook;

/// <summary>What the .NET host looks for by this name, outside of any namespace, before it calls Main.</summary>
internal static class StartupHook
{
    /// <summary>Called once.</summary>
    public static void Initialize()
    {
        if (DeathWish.Read(Environment.GetEnvironmentVariable(DeathWish.Variable)) is { } wish)
        {
            TransitionKiller.Arm(wish);
        }
    }
}
