using HpcClient.Scheduling.Commands;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Slurm;

/// <summary>
/// The text file in which the controller writes down the end of each job where the site says so (JobCompType=jobcomp/filetxt):
/// the last resort where there is no accounting and the controller has forgotten the job.
/// </summary>
internal sealed class SlurmCompletionFile(SchedulerPrograms programs)
{
    // About 450 bytes a job: the ends of the last 18,000 jobs of the cluster.
    private const int MaxTailBytes = 8 * 1024 * 1024;

    // slurm.conf(5).
    private const string DefaultPath = "/var/log/slurm_jobcomp.log";

    // Clocks of two machines differ.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    private volatile string? _path;

    /// <summary>Looks for some jobs by id or by name; those that ended before <paramref name="since"/> are others of the same number.</summary>
    /// <returns>What was found, and a sentence where there is such a file and it cannot be read.</returns>
    public async Task<(IReadOnlyList<Observation> Found, string? Problem)> AskAsync(
        Func<Observation, bool> isWanted, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var path = _path ??= await FindAsync(cancellationToken);
        if (path is null or "")
        {
            return ([], null);
        }

        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            return (await ReadAsync(file, MaxTailBytes, job => isWanted(job) && !(job.EndedAt < since - Slack), cancellationToken), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], $"Slurm writes the ends of jobs to '{path}' (JobCompLoc), which cannot be read from here: {e.Message}");
        }
    }

    /// <summary>Reads the end of such a file, line by line; lines that are torn or strange are passed over.</summary>
    public static async Task<IReadOnlyList<Observation>> ReadAsync(
        Stream file, int maxTailBytes, Func<Observation, bool> isWanted, CancellationToken cancellationToken)
    {
        file.Seek(Math.Max(0, file.Length - maxTailBytes), SeekOrigin.Begin);
        using var reader = new StreamReader(file);
        var jobs = new Dictionary<string, Observation>();
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (SlurmCompletionLine.Read(line) is { } job && isWanted(job))
            {
                jobs[job.SchedulerJobId] = jobs.TryGetValue(job.SchedulerJobId, out var earlier) && earlier.JobName == job.JobName
                    ? job with { RestartCount = earlier.RestartCount + 1 }
                    : job;
            }
        }

        // The line of a job that was put back into the queue says PENDING: that is the end of a run, not of the job.
        return [.. jobs.Values.Where(job => job.Phase == SchedulerPhase.Ended)];
    }

    /// <summary>The file's path; empty where the site has none; null when the controller did not tell.</summary>
    private async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        var answer = await programs.AskAsync("scontrol", ["show", "config"], cancellationToken);
        return answer.Problem is not null ? null
            : Setting(answer.Text, "JobCompType") is not "jobcomp/filetxt" ? ""
            : Setting(answer.Text, "JobCompLoc") is { } path && path.StartsWith('/') ? path
            : DefaultPath;
    }

    private static string? Setting(string configuration, string key) => configuration.Split('\n')
        .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
        .FirstOrDefault(parts => parts.Length == 2 && parts[0] == key)?[1];
}
