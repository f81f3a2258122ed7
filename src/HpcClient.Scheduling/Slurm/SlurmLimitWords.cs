using System.Text.RegularExpressions;

namespace HpcClient.Scheduling.Slurm;

/// <summary>
/// The limits of accounts and QOS among squeue's reasons. There are well over a hundred, all built alike:
/// <c>QOSMaxCpuPerUserLimit</c>, <c>AssocGrpMemRunMinutes</c>, <c>MaxGRESPerAccount</c>.
/// </summary>
internal static partial class SlurmLimitWords
{
    /// <summary>Words for a reason that is such a limit; null for any other.</summary>
    public static string? Of(string reason)
    {
        if (Limit().Match(reason) is not { Success: true } match)
        {
            return null;
        }

        var whose = match.Groups["whose"].Value == "QOS" ? "QOS" : "account";
        var thing = Thing(match.Groups["thing"].Value);
        var per = match.Groups["per"].Value;
        var minutes = match.Groups["minutes"].Value;
        if (match.Groups["kind"].Value == "Min")
        {
            return $"cannot start: it asks for {(thing == "memory" ? "less" : "fewer")} {thing} than its {whose} demands of each job";
        }

        if (thing == "walltime" && match.Groups["kind"].Value == "Max")
        {
            return $"cannot start: its walltime is longer than its {whose} allows";
        }

        // A limit for each job does not pass by waiting.
        if (per is "PerJob" or "PerNode")
        {
            return $"cannot start: it asks for more {thing}{Time(minutes)} {(per == "PerJob" ? "than its" : "on a node than its")} {whose} allows a job";
        }

        var who = per switch
        {
            "PerUser" => "its user",
            "PerAccount" => "its account",
            _ => $"its {whose}",
        };
        return thing switch
        {
            "running jobs" => $"waits until {who} has fewer jobs running: it has as many as it may at once",
            "waiting jobs" => $"waits until {who} has fewer jobs: it has as many in the queue as it may",
            "walltime" => $"waits until {who} may use more walltime: its share is used up",
            _ when minutes.Length > 0 => $"waits until {who} may use more {thing} over time: its share is used up",
            "memory" => $"waits until jobs of {who} give memory free: {who} uses as much as it may at once",
            _ => $"waits until jobs of {who} give {thing} free: {who} uses as many as it may at once",
        };
    }

    private static string Time(string minutes) => minutes.Length > 0 ? " over its walltime" : "";

    private static string Thing(string name) => name switch
    {
        "CPU" or "Cpu" => "CPUs",
        "GRES" => "GPUs or other devices",
        "Mem" or "Memory" => "memory",
        "Node" => "nodes",
        "License" => "licences",
        "Jobs" or "Job" => "running jobs",
        "SubmitJobs" or "SubmitJob" => "waiting jobs",
        "Wall" or "WallDuration" => "walltime",
        "BB" => "burst buffers",
        _ => "resources",
    };

    [GeneratedRegex(
        "^(?<whose>QOS|Assoc)?(?<kind>Grp|Max|Min)(?<thing>SubmitJobs?|WallDuration|Wall|Jobs?|CPU|Cpu|GRES|Memory|Mem|Nodes?|License|BB|Billing|Energy|Unknown)(?<minutes>Run)?(?<minutes>Minutes)?(?<per>Per(?:Job|Node|User|Account))?(?:NotSatisfied)?(?:Limit)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Limit();
}
