using HpcClient.Engine.Admission;
using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Ending;
using HpcClient.Engine.Layout;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Running;
using HpcClient.Engine.Stopping;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Flywheel.Jobs;
using HpcClient.Settings.Records;

namespace HpcClient.Engine;

/// <summary>
/// Runs one job's gear on this node: claim, image, inputs, run, upload, complete, clean. One instance runs one job.
/// </summary>
/// <param name="settings">Settings.</param>
/// <param name="console">Where the engine's own sentences go besides the job's log.</param>
/// <param name="time">The clock.</param>
public sealed class GearEngine(EngineSettings settings, TextWriter console, TimeProvider time) : IDisposable
{
    private readonly StopSource _stop = new();

    /// <summary>Tells the engine to stop: the gear is ended, the site told, the folder cleaned. Safe in a signal handler.</summary>
    /// <param name="signal">Name of the signal, for the sentence.</param>
    public void Stop(string signal) => _stop.Stop(new(EndOutcome.Stopped, StopSentence.For(signal, settings.SchedulerEnd, time.GetUtcNow())));

    /// <summary>Runs the job <paramref name="jobId"/>.</summary>
    public async Task<EngineResult> RunAsync(string jobId)
    {
        try
        {
            return await GuardedAsync(jobId);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(EngineExit.FolderFailed, $"The folder of the engine's records cannot be used: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task<EngineResult> GuardedAsync(string jobId)
    {
        var claim = new JobClaim(settings.Folder, settings.Scheduler, time).Take(jobId);
        if (!claim.Taken)
        {
            return new(EngineExit.ClaimedElsewhere, claim.Sentence);
        }

        using var site = new SiteClient(settings.Site, time: time);
        FlywheelJob? job;
        string? refusal;
        try
        {
            (job, refusal) = await new JobGuard(site).AdmitAsync(jobId, _stop.Token);
        }
        catch (SiteException e)
        {
            Refuse(jobId, EndOutcome.EngineFailed, e.Message);
            return new(EngineExit.SiteFailed, e.Message);
        }
        catch (OperationCanceledException) when (_stop.Cause is { } cause)
        {
            Refuse(jobId, cause.Outcome, cause.Sentence);
            return new(EngineExit.Stopped, cause.Sentence);
        }

        if (job is null)
        {
            Refuse(jobId, EndOutcome.Refused, refusal!);
            return new(EngineExit.NotOurs, refusal!);
        }

        JobScratch? scratch = null;
        JobLog log;
        try
        {
            scratch = JobScratch.Create(settings.TempFolder, job.Id);
            var mask = new SecretMask();
            mask.Add(settings.Site.Secret.Reveal());
            log = new JobLog(scratch.LogSpool, console, mask);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await (scratch?.RemoveAsync() ?? Task.FromResult(true));
            return await WithoutScratchAsync(site, jobId, e);
        }

        using (log)
        {
            return await RunAdmittedAsync(site, job, scratch, log);
        }
    }

    // There is not even room for a log: the site is told in one line.
    private async Task<EngineResult> WithoutScratchAsync(SiteClient site, string jobId, Exception fault)
    {
        var sentence = $"The temporary folder {settings.TempFolder} on {Environment.MachineName} cannot be used: {fault.Message.TrimEnd('.')}. Set ENGINE_TEMP_DIR to a folder with room.";
        var told = false;
        try
        {
            await site.AddLogsAsync(jobId, [new LogLine(LogLine.System, sentence + "\n")], _stop.Token);
            told = await new SiteReport(site, jobId, settings.Limits, _stop, time).EndAsync(null, new Completion { Success = false }, _stop.Token);
        }
        catch (Exception e) when (e is SiteException or OperationCanceledException)
        {
            // The end record says that the site does not know.
        }

        Refuse(jobId, EndOutcome.EngineFailed, sentence, told);
        return new(EngineExit.FolderFailed, sentence);
    }

    private async Task<EngineResult> RunAdmittedAsync(SiteClient site, FlywheelJob job, JobScratch scratch, JobLog log)
    {
        var startedAt = time.GetUtcNow();
        try
        {
            using var sender = new LogSender(site, job.Id, log, settings.Limits, _stop, time);
            using var over = new CancellationTokenSource();
            var run = new JobRun(settings, site, job, scratch, log, _stop, time);
            var report = new SiteReport(site, job.Id, settings.Limits, _stop, time);
            var sending = sender.RunAsync(over.Token);
            var profile = ProfileReport.SendAsync(run, over.Token);
            var verdict = await new JobPipeline(run, report).RunAsync();
            if (log.IsLosing || verdict.Outcome == EndOutcome.EngineFailed)
            {
                // Room for the last sentence on a full disk: what the gear left is with the site, or kept, or of no use.
                Tree.Delete(scratch.Gear);
                Tree.Delete(scratch.Inputs);
            }

            var end = await new JobEnding(run, sender, report).EndAsync(verdict, startedAt);
            await over.CancelAsync();
            await Task.WhenAll(sending, profile);
            return new(ExitOf(end.Outcome), end.Reason);
        }
        finally
        {
            if (!await scratch.RemoveAsync())
            {
                await console.WriteLineAsync($"Some files in {scratch.Root} could not be removed; remove that folder by hand.");
            }
        }
    }

    private static EngineExit ExitOf(EndOutcome outcome) => outcome switch
    {
        EndOutcome.Complete => EngineExit.Complete,
        EndOutcome.GearFailed => EngineExit.GearFailed,
        EndOutcome.Cancelled or EndOutcome.Refused => EngineExit.NotOurs,
        EndOutcome.Stopped => EngineExit.Stopped,
        _ => EngineExit.EngineFailed,
    };

    // An end that an earlier run of this job has recorded says more than our finding nothing to do.
    private void Refuse(string jobId, EndOutcome outcome, string sentence, bool acknowledged = false)
    {
        var path = settings.Folder.EndOf(jobId);
        if (outcome != EndOutcome.Refused || RecordFile.ReadEnd(path) is null)
        {
            RecordFile.WriteEnd(path, new EndRecord
            {
                JobId = jobId,
                SchedulerJob = settings.Scheduler?.ToString(),
                Outcome = outcome,
                Reason = sentence,
                SiteAcknowledged = acknowledged || outcome == EndOutcome.Refused,
                Host = Environment.MachineName,
                StartedAt = time.GetUtcNow(),
                EndedAt = time.GetUtcNow(),
            });
        }
    }
}
