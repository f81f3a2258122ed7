using HpcClient.Posix.Files;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Claiming;

/// <summary>
/// Takes the claim on a job before anything of it is touched. A claim passes on only within one scheduler job: to its
/// restart, or on the same node to a new engine when the old one's process is gone.
/// </summary>
/// <param name="folder">Where the claims lie.</param>
/// <param name="scheduler">Our job at the scheduler, or null when started by hand.</param>
/// <param name="nonce">Nonce of the submission that started us, where it is known.</param>
/// <param name="time">The clock.</param>
internal sealed class JobClaim(WorkFolder folder, SchedulerIdentity? scheduler, string? nonce, TimeProvider time)
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Tries to take the claim on <paramref name="jobId"/>.</summary>
    public ClaimResult Take(string jobId)
    {
        Directory.CreateDirectory(folder.State, OwnerFolder);
        Directory.CreateDirectory(folder.Claims, OwnerFolder);
        Directory.CreateDirectory(folder.Ends, OwnerFolder);
        if (nonce is not null && RecordFile.ReadAttempt(folder.AttemptOf(jobId)) is { } attempt && attempt.Nonce != nonce)
        {
            return new(null, $"This job was submitted anew since (submission {attempt.Attempt}), so it is that one's to run. This one does nothing.");
        }

        var path = folder.ClaimOf(jobId);
        var ours = Ours(jobId);
        if (RecordFile.TryClaim(path, ours))
        {
            return new(ours, "The job is claimed.");
        }

        var theirs = RecordFile.ReadClaim(path);
        if (theirs is null)
        {
            return new(null, $"The claim '{path}' cannot be read: look at it, and remove it when no engine runs this job.");
        }

        return MayReplace(theirs)
            ? Replace(path, theirs, ours)
            : new(null, $"Another engine has this job: {theirs.SchedulerJob ?? "started by hand"} on {theirs.Host}, process {theirs.ProcessId}, since {theirs.At:u}. This one does nothing.");
    }

    private static bool IsDead(ClaimRecord claim) =>
        claim.Host == Environment.MachineName && !new ProcessIdentity(claim.ProcessId, claim.ProcessStartTicks).IsAlive();

    private bool MayReplace(ClaimRecord theirs)
    {
        if (theirs.SchedulerJob != scheduler?.ToString())
        {
            return false;
        }

        var restarts = scheduler?.RestartCount ?? 0;
        return restarts > theirs.RestartCount || (restarts == theirs.RestartCount && IsDead(theirs));
    }

    // Of several that see the same old claim, the one that makes the marker of that very claim's succession goes on.
    private static ClaimResult Replace(string path, ClaimRecord theirs, ClaimRecord ours)
    {
        var marker = $"{path}.after-{theirs.Nonce}";
        ForgetDeadSuccessor(marker);
        if (!DurableFile.TryCreate(marker, $"{ours.Host} {ours.ProcessId} {ours.ProcessStartTicks} {ours.Nonce}"))
        {
            return new(null, "Another engine is taking this job over at this moment. This one does nothing.");
        }

        try
        {
            // The marker may be free because a successor is already through.
            if (RecordFile.ReadClaim(path)?.Nonce != theirs.Nonce)
            {
                return new(null, "Another engine took this job over a moment ago. This one does nothing.");
            }

            RecordFile.ReplaceClaim(path, ours);
            return new(ours, $"The job is claimed again, after process {theirs.ProcessId} on {theirs.Host}.") { Replaced = theirs };
        }
        finally
        {
            File.Delete(marker);
        }
    }

    private static void ForgetDeadSuccessor(string marker)
    {
        if (File.Exists(marker) && File.ReadAllText(marker).Split(' ') is [var host, var id, var ticks, _]
            && host == Environment.MachineName
            && int.TryParse(id, out var process) && long.TryParse(ticks, out var start)
            && !new ProcessIdentity(process, start).IsAlive())
        {
            File.Delete(marker);
        }
    }

    private ClaimRecord Ours(string jobId)
    {
        var process = ProcessIdentity.Current();
        return new()
        {
            JobId = jobId,
            SchedulerJob = scheduler?.ToString(),
            RestartCount = scheduler?.RestartCount ?? 0,
            Host = Environment.MachineName,
            ProcessId = process.ProcessId,
            ProcessStartTicks = process.StartTicks,
            At = time.GetUtcNow(),
            Nonce = Guid.NewGuid().ToString("N"),
        };
    }
}
