using HpcClient.Engine.Admission;
using HpcClient.Engine.Runtimes;
using HpcClient.Engine.Runtimes.Host;
using HpcClient.Flywheel.Gears;
using HpcClient.Settings.Cast;

namespace HpcClient.Engine.Running;

/// <summary>Whether a gear has the node's network.</summary>
internal static class NetworkRule
{
    /// <summary>Whether it has; the log is told where the setting cannot be kept.</summary>
    public static bool Allows(GearRun run, GearManifest manifest, IContainerRuntime runtime)
    {
        if (run.Settings.GearNetwork == GearNetwork.Always || GearGuard.Capabilities(run.Job, manifest).Contains(GearGuard.Networking))
        {
            return true;
        }

        if (runtime is HostRuntime)
        {
            run.Log.Say("WARNING: gear_network in cast.yml keeps this gear from the network, and without a container that cannot be done.");
            return true;
        }

        run.Log.Say("This gear runs without a network: its manifest does not name the capability 'networking', which the cluster's admin asks for.");
        return false;
    }
}
