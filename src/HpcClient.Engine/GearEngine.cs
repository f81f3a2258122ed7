using HpcClient.Engine.Admission;
using HpcClient.Engine.Claiming;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.Ending;
using HpcClient.Engine.Layout;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Running;
using HpcClient.Engine.Runtimes;
using HpcClient.Engine.Stopping;
using HpcClient.Engine.Usage;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Access;
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
    private readonly SiteAccess _access = settings.Site ?? throw new ArgumentException("A job needs its site.", nameof(settings));
    private readonly StopSource _stop = new();
    private JobLog? _log;
    private ITimer? _noticeTimer;

    // What the scheduler told; else what follows from the walltime that the client asked for (Slurm before 23.02 tells nothing).
    private DateTimeOffset? _end = settings.SchedulerEnd;

    /// <summary>Tells the engine to stop: the gear is ended, the site told, the folder cleaned. Safe in a signal handler.</summary>
    /// <param name="signal">Name of the signal, for the sentence.</param>
    public void Stop(string signal) => _stop.Stop(SignalCause.Of(signal, settings.SchedulerEnd, time.GetUtcNow()));

    /// <summary>
    /// Takes note of a signal that schedulers send before they end a job (USR1, USR2, XCPU): the researcher is told, and the
    /// gear is stopped in time for its end to be reported, where that time is known. Safe in a signal handler.
    /// </summary>
    /// <param name="signal">Name of the signal.</param>
    public void Notice(string signal)
    {
        var notice = SchedulerNotice.Of(signal, settings.Scheduler, _end, time.GetUtcNow(), settings.Limits);
        if (_log is { } log)
        {
            log.Say(notice.Sentence);
        }
        else
        {
            console.WriteLine(notice.Sentence);
        }

        if (notice is { StopIn: { } wait, Cause: { } cause })
        {
            Interlocked.Exchange(ref _noticeTimer, time.CreateTimer(_ => _stop.Stop(cause), null, wait, Timeout.InfiniteTimeSpan))?.Dispose();
        }
    }

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
    public void Dispose()
    {
        _noticeTimer?.Dispose();
        _stop.Dispose();
    }

    private async Task<EngineResult> GuardedAsync(string jobId)
    {
        var taken = new JobClaim(settings.Folder, settings.Scheduler, settings.Nonce, time).Take(jobId);
        if (taken.Claim is not { } claim)
        {
            return new(EngineExit.ClaimedElsewhere, taken.Sentence);
        }

        var meter = new UsageMeter(new JobCgroupFinder(settings.ProcFolder).Find(settings.Scheduler), settings.Resources, time);
        var held = new HeldClaim(settings.Folder.ClaimOf(jobId), claim, _stop);
        var ends = new EndBook(settings, held, RecordFile.ReadAttempt(settings.Folder.AttemptOf(jobId)));
        var earlier = EarlierEngine.Find(settings.Folder, jobId, taken.Replaced, ends.Attempt?.Attempt);
        ends.PutAwayEarlier(jobId);
        _end ??= ends.Attempt?.AskedWalltimeSeconds is { } walltime ? claim.At.AddSeconds(walltime) : null;

        using var site = new SiteClient(_access, new() { DirectTransfers = settings.DirectTransfers, GenerationFound = TellGeneration }, time);
        FlywheelJob? job;
        string? refusal;
        ApiGeneration generation;
        try
        {
            (job, refusal) = await new JobGuard(site).AdmitAsync(jobId, _stop.Token);
            generation = await site.FindGenerationAsync(_stop.Token);
        }
        catch (SiteException e)
        {
            return Early(ends, jobId, EngineExit.SiteFailed, new(EndOutcome.EngineFailed, e.Message));
        }
        catch (OperationCanceledException) when (_stop.Cause is { } cause)
        {
            return Early(ends, jobId, EngineExit.Stopped, JobVerdict.Of(cause));
        }

        if (job is null)
        {
            return Early(ends, jobId, EngineExit.NotOurs, new(EndOutcome.Refused, refusal!));
        }

        JobScratch? scratch = null;
        JobLog log;
        try
        {
            scratch = JobScratch.Create(settings.TempFolder, job.Id);
            var mask = new SecretMask();
            mask.Add(_access.Secret.Reveal());
            log = new JobLog(scratch.LogSpool, console, mask);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await (scratch?.RemoveAsync() ?? Task.FromResult(true));
            return await WithoutScratchAsync(site, ends, jobId, e);
        }

        using (log)
        {
            _log = log;
            foreach (var remark in settings.Remarks)
            {
                log.Say(remark);
            }

            try
            {
                return await RunAdmittedAsync(new(settings, site, job, scratch, log, _stop, time) { Ends = ends, Meter = meter, Earlier = earlier, ClaimedAt = claim.At, Generation = generation });
            }
            finally
            {
                _log = null;
            }
        }
    }

    // There is not even room for a log: the site is told in one line.
    private async Task<EngineResult> WithoutScratchAsync(SiteClient site, EndBook ends, string jobId, Exception fault)
    {
        var sentence = $"The temporary folder {settings.TempFolder} on {Environment.MachineName} cannot be used: {fault.Message.TrimEnd('.')}. Set ENGINE_TEMP_DIR to a folder with room.";
        var told = false;
        try
        {
            await site.AddLogsAsync(jobId, [new LogLine(LogLine.System, sentence + "\n")], _stop.Token);
            told = await new SiteReport(site, jobId, settings.Limits, ends.Claim, time).EndAsync(null, new Completion { Success = false }, _stop.Token);
        }
        catch (Exception e) when (e is SiteException or OperationCanceledException)
        {
            // The end record says that the site does not know.
        }

        return Early(ends, jobId, EngineExit.FolderFailed, new(EndOutcome.EngineFailed, sentence), told);
    }

    private async Task<EngineResult> RunAdmittedAsync(JobRun run)
    {
        var startedAt = time.GetUtcNow();
        try
        {
            using var sender = new LogSender(run.Site, run.Job.Id, run.Log, settings.Limits, _stop, time);
            run.FlushLogAsync = sender.FlushAsync;
            using var over = new CancellationTokenSource();
            var report = new SiteReport(run.Site, run.Job.Id, settings.Limits, run.Ends.Claim, time);
            var beside = Task.WhenAll(
                sender.RunAsync(over.Token),
                ProfileReport.SendAsync(run, over.Token),
                LeftoverSweep.RunAsync(settings.TempFolder, over.Token),
                run.Meter.RunAsync(settings.Limits.UsageInterval, over.Token),
                run.Ends.Claim.WatchAsync(settings.Limits.HeartbeatInterval, time, over.Token));
            var verdict = await new JobPipeline(run, report).RunAsync();
            if (run.Log.IsLosing || verdict.Outcome == EndOutcome.EngineFailed)
            {
                // Room for the last sentence on a full disk: what the gear left is with the site, or kept, or of no use.
                Tree.Delete(run.Scratch.Gear);
                Tree.Delete(run.Scratch.Inputs);
            }

            var end = await new JobEnding(run, sender, report).EndAsync(verdict, startedAt);
            await over.CancelAsync();
            await beside;
            return end is null ? Superseded() : new(ExitOf(end.Outcome), end.Reason);
        }
        finally
        {
            await (run.GearRun.Images?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (!await run.Scratch.RemoveAsync())
            {
                await console.WriteLineAsync($"Some files in {run.Scratch.Root} could not be removed; remove that folder by hand.");
            }
        }
    }

    private void TellGeneration(ApiGeneration generation)
    {
        if (generation == ApiGeneration.Core2018)
        {
            console.WriteLine($"The site {_access.Address} speaks the API of 2018: the secret goes with every call, and the upload ends the job.");
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

    private EngineResult Early(EndBook ends, string jobId, EngineExit exit, JobVerdict verdict, bool siteKnows = false) =>
        ends.WriteEarly(jobId, verdict, siteKnows, time.GetUtcNow()) ? new(exit, verdict.Sentence) : Superseded();

    private EngineResult Superseded() => new(EngineExit.ClaimedElsewhere, _stop.Cause!.Sentence);
}
