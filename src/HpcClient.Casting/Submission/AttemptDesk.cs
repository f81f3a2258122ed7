using HpcClient.Casting.Ledger;
using HpcClient.Casting.Ledger.Attempts;
using HpcClient.Casting.Planning;
using HpcClient.Casting.Verdicts;
using HpcClient.Settings.Folder;
using HpcClient.Settings.Records;

namespace HpcClient.Casting.Submission;

/// <summary>
/// Makes the record of each submission, and the files by which client and engine meet: what earlier ones left is set aside,
/// and the engine is told which submission it belongs to.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="rule">Knows after which ends the job is ours to go on with.</param>
/// <param name="time">Clock.</param>
internal sealed class AttemptDesk(WorkFolder folder, ResubmissionRule rule, TimeProvider time)
{
    private const UnixFileMode OwnerFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The record of the submission that is about to be made.</summary>
    public LedgerAttempt Next(JobPlan plan, LedgerEntry entry) => new()
    {
        JobId = entry.JobId,
        Number = entry.Submissions + 1,
        Gear = entry.Gear,
        User = entry.User,
        Nonce = plan.Nonce,
        Scheduler = entry.Scheduler,
        Asked = plan.Resources.InWords(),
        AskedCpus = plan.Resources.CpuCount,
        AskedMemoryBytes = plan.Resources.MemoryBytes is > 0 and var memory ? memory : null,
        AskedWalltime = plan.Resources.Walltime,
        AskedGpus = plan.Resources.GpuCount,
        SubmittedAt = time.GetUtcNow(),
    };

    /// <summary>Makes the files ready.</summary>
    /// <param name="next">The submission that is about to be made.</param>
    /// <param name="all">All on record.</param>
    public void Prepare(LedgerAttempt next, IReadOnlyList<LedgerAttempt> all)
    {
        var earlier = all.Where(attempt => attempt.Number < next.Number).ToList();
        if (earlier.LastOrDefault(attempt => attempt.IsOver) is { } over)
        {
            ClaimFence.SetAside(folder.EndOf(next.JobId), over);
            new ClaimFence(folder).Raise(next.JobId, earlier);
        }

        Directory.CreateDirectory(folder.Attempts, OwnerFolder);
        RecordFile.WriteAttempt(folder.AttemptOf(next.JobId), new()
        {
            JobId = next.JobId,
            Attempt = next.Number,
            Nonce = next.Nonce,
            Build = BuildMark.Own,
            Asked = next.Asked,
            AskedCpus = next.AskedCpus,
            AskedMemoryBytes = next.AskedMemoryBytes,
            AskedWalltimeSeconds = (long?)next.AskedWalltime?.TotalSeconds,
            LeaveToClient = rule.LeftToUs(earlier, next),
        });
    }
}
