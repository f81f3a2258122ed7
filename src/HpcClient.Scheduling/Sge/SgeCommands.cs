using HpcClient.Scheduling.Commands;

namespace HpcClient.Scheduling.Sge;

/// <summary>Grid Engine's commands: qsub, qstat, qacct, qdel.</summary>
internal static class SgeCommands
{
    /// <summary>All that is called.</summary>
    public static IReadOnlyList<string> Needed { get; } = ["qsub", "qstat", "qacct", "qdel"];

    /// <summary>Their environment: English words, and times without zone that are then in UTC.</summary>
    public static CommandFamily Family { get; } = new()
    {
        Product = "Grid Engine",
        QueryEnvironment = new Dictionary<string, string?>
        {
            ["LC_ALL"] = "C",
            ["LANGUAGE"] = null,
            ["TZ"] = "UTC",
            ["SGE_LONG_QNAMES"] = null,
            ["SGE_LONG_JOB_NAMES"] = null,
        },
        SubmitEnvironment = new Dictionary<string, string?> { ["LC_ALL"] = "C" },
    };

    /// <summary>Our user by name, as Grid Engine's filters take it; null where our user id has no name.</summary>
    public static string? User { get; } = Environment.UserName is { Length: > 0 } name ? name : null;
}
