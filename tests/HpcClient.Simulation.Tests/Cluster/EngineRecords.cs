using System.Globalization;
using HpcClient.Settings.Records;

namespace HpcClient.Simulation.Tests.Cluster;

/// <summary>The files by which an engine meets the client, as docs/reference/files.md has them, written and read with the real code.</summary>
internal sealed class EngineRecords(World world, ClusterJob job, int restarts)
{
    private readonly string _jobId = job.SiteJobId;
    private readonly string _us = $"slurm:{job.Id}";
    private ClaimRecord? _claim;
    private AttemptRecord? _attempt;

    /// <summary>Takes the claim.</summary>
    /// <returns>Whether it is ours.</returns>
    public bool Claim()
    {
        var path = world.Folder.ClaimOf(_jobId);
        if (world.Weather.EnginesKnowNonce && RecordFile.ReadAttempt(world.Folder.AttemptOf(_jobId)) is { } latest && latest.Nonce != job.Nonce)
        {
            return false;
        }

        var ours = new ClaimRecord
        {
            JobId = _jobId,
            SchedulerJob = _us,
            RestartCount = restarts,
            Host = "node1",
            ProcessId = 1,
            At = world.Time.Now,
            Nonce = Guid.NewGuid().ToString("N"),
        };
        if (!RecordFile.TryClaim(path, ours))
        {
            if (RecordFile.ReadClaim(path) is not { } theirs || theirs.SchedulerJob != _us || restarts <= theirs.RestartCount)
            {
                return false;
            }

            RecordFile.ReplaceClaim(path, ours);
        }

        _claim = ours;
        _attempt = RecordFile.ReadAttempt(world.Folder.AttemptOf(_jobId));
        PutAwayEarlier();
        return true;
    }

    public bool IsClaimOurs() => RecordFile.ReadClaim(world.Folder.ClaimOf(_jobId))?.Nonce == _claim?.Nonce;

    public bool IsLeftToClient(EndedBy cause) =>
        cause is EndedBy.OutOfMemory or EndedBy.TimeLimit or EndedBy.Signal && _attempt?.LeaveToClient.Contains(cause) == true;

    public bool IsThere() => RecordFile.ReadEnd(world.Folder.EndOf(_jobId)) is not null;

    public void Write(EndOutcome outcome, bool siteKnows, EndedBy by)
    {
        // Without a claim its script was ended before it came to the engine.
        if (_claim is null || !IsClaimOurs())
        {
            return;
        }

        var left = IsLeftToClient(by);
        if (by == EndedBy.Nothing && outcome is (EndOutcome.Complete or EndOutcome.GearFailed))
        {
            world.Gears.Over(_jobId);
        }

        world.Trace.Say("engine", $"{job} records {outcome}{(left ? ", left to the client" : siteKnows ? "" : ", which the site does not know")}");
        RecordFile.WriteEnd(world.Folder.EndOf(_jobId), new()
        {
            JobId = _jobId,
            SchedulerJob = _us,
            Outcome = outcome,
            Reason = $"The engine says {outcome}.",
            SiteAcknowledged = siteKnows,
            Host = "node1",
            StartedAt = _claim.At,
            EndedAt = world.Time.Now,
            Attempt = _attempt?.Attempt,
            EndedBy = by,
            LeftToClient = left,
        });
    }

    private void PutAwayEarlier()
    {
        var path = world.Folder.EndOf(_jobId);
        if (RecordFile.ReadEnd(path) is { } end && end.SchedulerJob == _us && (end.LeftToClient || end is { Outcome: EndOutcome.Stopped, SiteAcknowledged: false }))
        {
            File.Move(path, Path.ChangeExtension(path, string.Create(CultureInfo.InvariantCulture, $"before-{restarts}.json")), overwrite: true);
        }
    }
}
