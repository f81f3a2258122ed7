using HpcClient.Scheduling;
using HpcClient.Settings.Cast;
using HpcClient.Settings.Folder;
using Microsoft.Extensions.Logging;

namespace HpcClient.Commands.Cast;

/// <summary>What the scheduler of an installation needs to know of the place it works in; the same for all commands that speak to it.</summary>
internal static class SchedulerPlace
{
    private const string SecretVariable = "SCITRAN_CORE_DRONE_SECRET";

    /// <summary>The context for the cluster of <paramref name="settings"/>.</summary>
    public static SchedulerContext Of(WorkFolder folder, CastSettings settings, TimeProvider time, ILogger log) => new()
    {
        LocalStateFolder = folder.LocalScheduler,
        ShepherdCommand = [Environment.ProcessPath!, "local", "shepherd"],
        TimeProvider = time,
        Logger = log,

        // sbatch would copy the secret into Slurm's state. Only a script that does not read the credentials itself, on the
        // node, counts on it from the submitting environment, as it could with the Python client.
        WithheldVariables = settings.Script?.Contains("credentials.sh", StringComparison.Ordinal) == false ? [] : [SecretVariable],
    };
}
