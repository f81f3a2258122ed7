using HpcClient.Casting.Ledger;
using HpcClient.Casting.Selection;
using HpcClient.Settings.Folder;

namespace HpcClient.Casting.Resetting;

/// <summary>
/// Finds the scripts and logs in a folder that nobody needs any more. What is remembered of the jobs stays, so nothing is
/// cast again.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="ledger">Our memory; null where there is none yet.</param>
public sealed class FolderReset(WorkFolder folder, LedgerStore? ledger)
{
    /// <summary>Where dry runs put their scripts, below the generated ones.</summary>
    public const string DryRunFolder = "dry-run";

    private const string Prefix = "job-";

    /// <summary>Looks; changes nothing.</summary>
    public ResetPlan Plan()
    {
        var files = new List<string>();
        var unknown = 0;
        foreach (var (path, jobId) in JobFiles(folder.Generated, ".sh"))
        {
            var entry = ledger?.Find(jobId);
            unknown += entry is null ? 1 : 0;
            files.AddRange(IsOver(entry) ? [path] : []);
        }

        // The log of a job that only the Python client knows may be written to at this moment.
        files.AddRange(JobFiles(folder.Queue, ".txt").Where(file => IsOver(ledger?.Find(file.JobId))).Select(file => file.Path));
        files.AddRange(JobFiles(Path.Combine(folder.Generated, DryRunFolder), ".sh").Select(file => file.Path));
        return new(files, [.. (ledger?.Unfinished() ?? []).Where(IsAtWork).Select(entry => entry.JobId)], unknown);
    }

    private static bool IsAtWork(LedgerEntry entry) => entry.State is not (LedgerState.Seen or LedgerState.Admitted);

    private static bool IsOver(LedgerEntry? entry) => entry?.State.IsFinal() == true;

    // Only files that are named as ours; whatever else somebody put there is not ours to remove.
    private static IEnumerable<(string Path, string JobId)> JobFiles(string folder, string ending)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (var path in Directory.EnumerateFiles(folder, $"{Prefix}*{ending}").Order(StringComparer.Ordinal))
        {
            var id = Path.GetFileName(path)[Prefix.Length..^ending.Length];
            if (JobId.IsValid(id))
            {
                yield return (path, id);
            }
        }
    }
}
