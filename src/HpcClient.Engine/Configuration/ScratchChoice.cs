using System.Globalization;
using System.Text.RegularExpressions;
using HpcClient.Engine.Claiming;
using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Cast;

namespace HpcClient.Engine.Configuration;

/// <summary>
/// Where running jobs have their folders when ENGINE_TEMP_DIR does not say: what <c>scratch</c> in cast.yml names, where this
/// node has it; else the folder that the scheduler made for the job; else the shared one.
/// </summary>
internal static partial class ScratchChoice
{
    // Set by sites' prologs, for one job.
    private static readonly string[] JobVariables = ["SLURM_TMPDIR", "SLURM_JOB_TMP"];

    /// <summary>Chooses, and makes the folder unless it is the shared one.</summary>
    /// <param name="setting">The key <c>scratch</c>.</param>
    /// <param name="environment">The job's environment.</param>
    /// <param name="scheduler">The scheduler's job; null when there is none.</param>
    /// <param name="shared">The shared folder.</param>
    /// <returns>The folder, and what is to be said of the choice.</returns>
    public static (string Folder, string? Remark) Choose(
        string setting, IReadOnlyDictionary<string, string> environment, SchedulerIdentity? scheduler, string shared)
    {
        string? remark = null;
        if (setting == CastSettings.SharedScratch)
        {
            return (shared, null);
        }

        if (setting != CastSettings.DefaultScratch)
        {
            var named = Expand(setting, environment, out var missing);
            if (missing is null && Own(named) is { } own)
            {
                return (own, null);
            }

            remark = missing is null
                ? $"The folder {named} (scratch in cast.yml) is not on {Environment.MachineName}, or not this user's to write, so the job's files lie elsewhere: "
                : $"The setting scratch in cast.yml names ${missing}, which is not set in this job, so the job's files lie elsewhere: ";
        }

        var folder = OfJob(environment, scheduler).Select(Own).FirstOrDefault(own => own is not null) ?? shared;
        return (folder, remark is null ? null : remark + folder);
    }

    private static IEnumerable<string> OfJob(IReadOnlyDictionary<string, string> environment, SchedulerIdentity? scheduler)
    {
        foreach (var name in JobVariables)
        {
            if (scheduler is not null && environment.GetValueOrDefault(name) is { Length: > 0 } folder)
            {
                yield return folder;
            }
        }

        // Any other may come from the submitter's own environment and lie in a home folder: 4711.1.all.q, 4711.tmpdir, user.4711.
        if (scheduler is not null && environment.GetValueOrDefault("TMPDIR") is { Length: > 0 } temp
            && Path.GetFileName(temp.TrimEnd('/')).Split('.', '-', '_').Contains(scheduler.JobId))
        {
            yield return temp;
        }
    }

    // A folder of our own in it: others may have theirs there as well.
    private static string? Own(string parent)
    {
        var own = Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"fw-hpc-{ProcessUser.Id}"));
        return parent.StartsWith('/') && Directory.Exists(parent) && OwnFolder.Make(own) ? own : null;
    }

    private static string Expand(string setting, IReadOnlyDictionary<string, string> environment, out string? missing)
    {
        string? unknown = null;
        var path = Variable().Replace(setting, match =>
        {
            var name = match.Groups["name"].Value;
            unknown ??= environment.ContainsKey(name) ? null : name;
            return environment.GetValueOrDefault(name) ?? "";
        });
        missing = unknown;
        return path;
    }

    [GeneratedRegex(@"\$(\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}|(?<name>[A-Za-z_][A-Za-z0-9_]*))")]
    private static partial Regex Variable();
}
