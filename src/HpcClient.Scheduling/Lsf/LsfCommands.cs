using HpcClient.Scheduling.Commands;

namespace HpcClient.Scheduling.Lsf;

/// <summary>LSF's commands: bsub, bjobs, bacct, bhist, bkill, bqueues.</summary>
internal static class LsfCommands
{
    /// <summary>All that must be there; of bacct and bhist one does.</summary>
    public static IReadOnlyList<string> Needed { get; } = ["bsub", "bjobs", "bkill", "bqueues"];

    /// <summary>Their environment: English words, times in UTC, and none of the variables by which a user changes what bjobs prints.</summary>
    public static CommandFamily Family { get; } = new()
    {
        Product = "LSF",
        QueryEnvironment = new Dictionary<string, string?>
        {
            ["LC_ALL"] = "C",
            ["LANGUAGE"] = null,
            ["TZ"] = "UTC",
            ["LSB_BJOBS_FORMAT"] = null,
            ["LSB_BJOBS_PENDREASON_LEVEL"] = null,
        },
    };

    /// <summary>Whose jobs to ask for.</summary>
    public static string User(bool allUsers) => allUsers || Environment.UserName.Length == 0 ? "all" : Environment.UserName;
}
