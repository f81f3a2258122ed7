using HpcClient.Engine.Logs;
using HpcClient.Engine.Runtimes.Host;
using HpcClient.Settings.Cast;

namespace HpcClient.Engine.Runtimes;

/// <summary>Which of the admin's binds a gear gets on this node.</summary>
internal static class BindPlan
{
    /// <summary>Those that are there; the log is told of the others.</summary>
    public static IReadOnlyList<BindMount> Of(IReadOnlyList<BindMount> binds, IContainerRuntime runtime, JobLog log)
    {
        if (runtime is HostRuntime)
        {
            return [];
        }

        foreach (var bind in binds.Where(bind => !Path.Exists(bind.Source)))
        {
            log.Say($"WARNING: {bind.Source}, which gears here see as {bind.Target} (binds in cast.yml), is not on {Environment.MachineName}; the gear goes without it.");
        }

        return [.. binds.Where(bind => Path.Exists(bind.Source))];
    }
}
