using System.Globalization;
using HpcClient.Posix.Files;

namespace HpcClient.Scheduling.Local;

/// <summary>
/// The state folder: <c>lock</c>, <c>slots.json</c> (the administrator's), <c>last-ticket</c>, <c>active/</c> with the jobs
/// that wait or run, and <c>ended/</c> with those that are over. All changes happen under the lock.
/// </summary>
internal sealed class LocalState(string root, TimeProvider timeProvider)
{
    /// <summary>How many ended jobs are kept whatever their age.</summary>
    public const int KeptEndedJobs = 1000;

    /// <summary>How long an ended job is kept whatever their number.</summary>
    public static readonly TimeSpan KeptEndedAge = TimeSpan.FromDays(7);

    public string Root { get; } = Path.GetFullPath(root);

    public string SlotsFile => Path.Combine(Root, "slots.json");

    private string ActiveFolder => Path.Combine(Root, "active");

    private string EndedFolder => Path.Combine(Root, "ended");

    private string TicketFile => Path.Combine(Root, "last-ticket");

    /// <summary>The state folder that holds a job folder.</summary>
    public static LocalState Around(string jobFolder, TimeProvider timeProvider) =>
        new(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(jobFolder)))!, timeProvider);

    public Task<IDisposable> LockAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])[Root, ActiveFolder, EndedFolder])
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return LocalLock.TakeAsync(Path.Combine(Root, "lock"), cancellationToken);
    }

    /// <summary>Jobs that wait or run, in the order of their tickets.</summary>
    public IReadOnlyList<LocalJobFolder> Active() => Jobs(ActiveFolder);

    /// <summary>Jobs that are over, oldest first; only the folder's listing is read.</summary>
    public IReadOnlyList<LocalJobFolder> Ended() => Jobs(EndedFolder);

    /// <summary>Takes in a new job.</summary>
    public LocalJobFolder Add(LocalJob job)
    {
        var last = 0L;
        if (File.Exists(TicketFile) && !long.TryParse(File.ReadAllText(TicketFile), NumberStyles.None, CultureInfo.InvariantCulture, out last))
        {
            throw new InvalidDataException($"'{TicketFile}' holds no number.");
        }

        DurableFile.Write(TicketFile, (last + 1).ToString(CultureInfo.InvariantCulture));
        return LocalJobFolder.Make(ActiveFolder, last + 1, job);
    }

    /// <summary>Puts a job that has its end record among the ended ones.</summary>
    public LocalJobFolder Retire(LocalJobFolder job)
    {
        var target = Path.Combine(EndedFolder, Path.GetFileName(job.Path));
        DurableFolder.Move(job.Path, target);
        return new(target);
    }

    /// <summary>Deletes ended jobs that are both old and beyond the number kept.</summary>
    public void Prune()
    {
        var before = timeProvider.GetUtcNow() - KeptEndedAge;
        foreach (var job in Ended().SkipLast(KeptEndedJobs))
        {
            if (Directory.GetLastWriteTimeUtc(job.Path) < before)
            {
                Directory.Delete(job.Path, recursive: true);
            }
        }
    }

    private static IReadOnlyList<LocalJobFolder> Jobs(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateDirectories(folder).Where(path => LocalJobFolder.TicketOf(path) is not null).Select(path => new LocalJobFolder(path)).OrderBy(job => job.Ticket)]
        : [];
}
