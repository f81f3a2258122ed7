using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Discovery;

namespace HpcClient.Scheduling.Slurm;

/// <summary>What Slurm tells of partitions (<c>sinfo</c>) and of our user's accounts and QOS (<c>sacctmgr</c>).</summary>
internal static partial class SlurmDiscovery
{
    private const string Fields = "%R|%P|%l|%c|%m|%G|%a";

    /// <summary>Looks; null where Slurm's commands are not.</summary>
    public static async Task<ClusterFacts?> LookAsync(SchedulerContext context, CancellationToken cancellationToken)
    {
        var programs = new SchedulerPrograms(SlurmCommands.Family, context);
        if (programs.Find("sbatch") is null)
        {
            return null;
        }

        var version = (await programs.AskAsync("sinfo", ["--version"], cancellationToken)).Text.Trim();
        var facts = new ClusterFacts(SlurmDefaults.Name, version.Length > 0 ? version : "slurm");
        var partitions = await programs.AskAsync("sinfo", ["--noheader", "--format", Fields], cancellationToken);
        if (partitions.Problem is { } problem)
        {
            return facts with { Fault = problem };
        }

        var rights = await programs.AskAsync(
            "sacctmgr", ["--noheader", "--parsable2", "show", "associations", $"user={Environment.UserName}", "format=account,qos"], cancellationToken);
        // Tried, not queued: the controller checks user, host and default partition as for a job.
        var trial = await programs.AskAsync("sbatch", ["--test-only", "--output=/dev/null", "--wrap=true"], cancellationToken);
        var rows = rights.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|')).Where(row => row.Length >= 2).ToList();
        return facts with
        {
            Partitions = Partitions(partitions.Text),
            Accounts = [.. rows.Select(row => row[0]).Where(name => name.Length > 0).Distinct()],
            Qos = [.. rows.SelectMany(row => row[1].Split(',', StringSplitOptions.RemoveEmptyEntries)).Distinct()],
            MaySubmit = trial.Problem is null,
            SubmitProblem = trial.Problem,
            HasAccounting = (await programs.AskAsync("sacct", ["--noheader", "--allocations", "--starttime", "now", "--format", "jobid"], cancellationToken)).Problem is null,
        };
    }

    /// <summary>One partition of all the rows that sinfo prints of it, one for each kind of its nodes.</summary>
    internal static IReadOnlyList<PartitionFacts> Partitions(string text) =>
    [
        .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'))
            .Where(row => row.Length >= 7 && row[6].StartsWith("up", StringComparison.Ordinal))
            .GroupBy(row => row[0])
            .Select(rows => new PartitionFacts(rows.Key)
            {
                IsDefault = rows.Any(row => row[1].EndsWith('*')),
                MaxWalltime = Walltime(rows.First()[2]),
                MaxCpus = (int?)rows.Max(row => Number(row[3])),
                MaxMemoryMegabytes = rows.Max(row => Number(row[4])),
                MaxGpus = rows.Max(row => Gpus(row[5]).Sum(gpu => gpu.Count)),
                GpuTypes = [.. rows.SelectMany(row => Gpus(row[5])).Select(gpu => gpu.Type).OfType<string>().Distinct()],
            }),
    ];

    // Of "1-00:00:00", "12:00:00", "30:00" and "infinite".
    private static TimeSpan? Walltime(string text)
    {
        var match = Duration().Match(text.Trim());
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        return match.Success ? new TimeSpan(Part("days"), Part("hours"), Part("minutes"), Part("seconds")) : null;
    }

    // "16+" stands for several sizes, of which 16 is the least.
    private static long? Number(string text) => long.TryParse(text.Trim().TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IEnumerable<(string? Type, int Count)> Gpus(string gres) => GpuEntry().Matches(gres).Select(match =>
        (match.Groups["type"].Success ? match.Groups["type"].Value : null, match.Groups["count"].Success ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 1));

    [GeneratedRegex("^(?:(?<days>[0-9]{1,4})-)?(?:(?<hours>[0-9]{1,4}):)?(?<minutes>[0-9]{1,4}):(?<seconds>[0-9]{2})\\z")]
    private static partial Regex Duration();

    [GeneratedRegex("(?:^|,)gpu(?::(?<type>[A-Za-z][A-Za-z0-9_.-]*))?(?::(?<count>[0-9]{1,4}))?")]
    private static partial Regex GpuEntry();
}
