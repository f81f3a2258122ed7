using HpcClient.Casting.Ledger;
using HpcClient.Casting.Reporting;
using HpcClient.Casting.Resetting;
using HpcClient.Casting.Selection;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Explaining;

/// <summary>Finds one job by what a person knows of its id, and gathers its story from ledger and files. Changes nothing.</summary>
/// <param name="folder">The folder.</param>
/// <param name="ledger">Our memory; null where there is none yet.</param>
public sealed class JobSearch(WorkFolder folder, LedgerReader? ledger)
{
    /// <summary>Most matches that are named.</summary>
    public const int MostMatches = 10;

    private static readonly string NamePrefix = LedgerEntry.NameOf("");

    /// <summary>Finds the job that <paramref name="asked"/> means: a part of its id, of its name or of its id at the scheduler.</summary>
    public FoundJobs Find(string asked)
    {
        // Also as queues show it (fw-ID), and as claims and end records do (slurm:ID).
        var part = asked.Trim();
        part = part.StartsWith(NamePrefix, StringComparison.Ordinal) ? part[NamePrefix.Length..] : part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..];
        if (part.Length == 0)
        {
            return new FoundJobs.NotOne("Name a job: any part of its Flywheel id, or of its id at the scheduler. 'fw-hpc-client jobs' lists them.", []);
        }

        var matches = ledger?.Matching(part) ?? [];
        return matches switch
        {
            [] => new FoundJobs.NotOne(NoneOf(part), []),
            [var entry] => new FoundJobs.One(Story(entry)),
            _ => new FoundJobs.NotOne(
                $"'{SafeText.Of(part)}' fits {matches.Count} jobs. Give more of the id.",
                [.. matches.Take(MostMatches).Select(Line), .. matches.Count > MostMatches ? ["…"] : Array.Empty<string>()]),
        };
    }

    private static string Line(LedgerEntry entry) =>
        $"{SafeText.Of(entry.JobId)}  {entry.State.Word()}  {SafeText.Of(entry.Gear ?? "-")}  {SafeText.Of($"{entry.Scheduler}:{entry.SchedulerJobId ?? "-"}")}";

    private string NoneOf(string part) => JobId.IsValid(part) && File.Exists(folder.ScriptOf(part))
        ? $"Of job {part} only the script '{folder.ScriptOf(part)}' is known: the Python client cast it, or the ledger was moved away. The next sweep follows it if the site still has it."
        : $"No job with '{SafeText.Of(part)}' in its id, or in its id at the scheduler, is in the ledger '{folder.LedgerFile}'. 'fw-hpc-client jobs' lists those that are; the next sweep finds new ones, and --folder names another folder.";

    private JobStory Story(LedgerEntry entry)
    {
        var id = entry.JobId;
        StoryFile[] files =
        [
            new("job script", folder.ScriptOf(id)),
            new("dry run", Path.Combine(folder.Generated, FolderReset.DryRunFolder, Path.GetFileName(folder.ScriptOf(id)))),
            new("queue log", folder.QueueLogOf(id)),
            new("claim", folder.ClaimOf(id)),
            new("end record", folder.EndOf(id)),
        ];
        return new(entry, ledger!.History(id), [.. files.Where(file => File.Exists(file.Path))], End(folder.EndOf(id)))
        {
            Attempts = ledger.Attempts(id),
            Outbox = ledger.Outbox(id),
            Orders = ledger.Orders(id),
        };
    }

    // The story is worth telling without it; that the file is there is told anyway.
    private static EndRecord? End(string path)
    {
        try
        {
            return RecordFile.ReadEnd(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
