using HpcClient.Scheduling.Commands;

namespace HpcClient.Scheduling.Slurm;

/// <summary>Slurm's commands.</summary>
internal static class SlurmCommands
{
    // Variables by which a user changes what the commands print; ours must print what we parse. Times come as seconds
    // since 1970, so that neither time zone nor summer time matters.
    public static CommandFamily Family { get; } = new()
    {
        Product = "Slurm",
        QueryEnvironment = new Dictionary<string, string?>
        {
            ["SLURM_TIME_FORMAT"] = "%s",
            ["SQUEUE_ALL"] = null,
            ["SQUEUE_FORMAT"] = null,
            ["SQUEUE_FORMAT2"] = null,
            ["SQUEUE_NAMES"] = null,
            ["SQUEUE_PARTITION"] = null,
            ["SQUEUE_QOS"] = null,
            ["SQUEUE_SORT"] = null,
            ["SQUEUE_STATES"] = null,
            ["SQUEUE_USERS"] = null,
            ["SQUEUE_ACCOUNT"] = null,
            ["SQUEUE_ARRAY"] = null,
            ["SACCT_FORMAT"] = null,
        },
    };
}
