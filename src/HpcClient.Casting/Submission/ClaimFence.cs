using System.Globalization;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Submission;

/// <summary>
/// Takes the job from engines of submissions that are over. A claim keeps all other engines away, so only that of a
/// scheduler job that is known to be over may go. Whoever holds it all the same, on a node that was cut off, finds it gone
/// and stops, and writes no end record any more.
/// </summary>
/// <param name="folder">Where claims lie.</param>
internal sealed class ClaimFence(WorkFolder folder)
{
    /// <summary>Sets the claim aside where it is of one of <paramref name="attempts"/> that is over.</summary>
    public void Raise(string jobId, IEnumerable<LedgerAttempt> attempts)
    {
        var path = folder.ClaimOf(jobId);
        if (RecordFile.ReadClaim(path) is { } claim
            && attempts.LastOrDefault(attempt => attempt.IsOver && claim.SchedulerJob == $"{attempt.Scheduler}:{attempt.SchedulerJobId}") is { } over)
        {
            SetAside(path, over);
        }
    }

    /// <summary>Gives a record of a submission that is over the name of that submission.</summary>
    public static void SetAside(string path, LedgerAttempt over) =>
        SetAside(path, string.Create(CultureInfo.InvariantCulture, $"attempt-{over.Number}"));

    /// <summary>Gives a record another name; nothing there is fine.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="why">What comes before <c>.json</c> in its new name.</param>
    public static void SetAside(string path, string why)
    {
        if (File.Exists(path))
        {
            File.Move(path, Path.ChangeExtension(path, $"{why}.json"), overwrite: true);
        }
    }
}
