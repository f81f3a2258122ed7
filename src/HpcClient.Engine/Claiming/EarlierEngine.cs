using System.Globalization;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Claiming;

/// <summary>
/// An engine that had this job before and may still be at work. One on a node that was cut off learns only with its next look
/// at the claim that the job is another's now, so its successor gives it that time before the gear starts a second time.
/// </summary>
/// <param name="Claim">What it had claimed.</param>
internal sealed record EarlierEngine(ClaimRecord Claim)
{
    /// <summary>The engine that had the job before, unless it is surely over.</summary>
    /// <param name="folder">Where its claim and its end lie.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="replaced">The claim that ours replaced; null when there was none.</param>
    /// <param name="attempt">Number of our submission; null when unknown.</param>
    public static EarlierEngine? Find(WorkFolder folder, string jobId, ClaimRecord? replaced, int? attempt)
    {
        if (replaced is not null)
        {
            return MayBeAtWork(replaced, RecordFile.ReadEnd(folder.EndOf(jobId))) ? new(replaced) : null;
        }

        // The client puts claims and ends of submissions that are over away under the number of the submission.
        for (var number = (attempt ?? 1) - 1; number > 0; number--)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{jobId}.attempt-{number}.json");
            if (RecordFile.ReadClaim(Path.Combine(folder.Claims, name)) is { } claim)
            {
                return MayBeAtWork(claim, RecordFile.ReadEnd(Path.Combine(folder.Ends, name))) ? new(claim) : null;
            }
        }

        return null;
    }

    // Claim and end of one engine have one clock.
    private static bool MayBeAtWork(ClaimRecord claim, EndRecord? end) =>
        !(end is not null && end.Host == claim.Host && end.EndedAt >= claim.At)
        && (claim.Host != Environment.MachineName || new ProcessIdentity(claim.ProcessId, claim.ProcessStartTicks).IsAlive());
}
