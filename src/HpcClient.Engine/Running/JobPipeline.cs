using HpcClient.Engine.Ending;
using HpcClient.Engine.Outputs;
using HpcClient.Flywheel;
using HpcClient.Flywheel.Errors;
using HpcClient.Settings.Records;

namespace HpcClient.Engine.Running;

/// <summary>The way of one job through the stages: prepare, run, upload.</summary>
internal sealed class JobPipeline(JobRun run, SiteReport report)
{
    /// <summary>Runs the stages; whatever happens, the answer says how it ended.</summary>
    public async Task<JobVerdict> RunAsync()
    {
        try
        {
            return await StagesAsync();
        }
        catch (Exception) when (run.Stop.Cause is { } cause)
        {
            return JobVerdict.Of(cause);
        }
        catch (EngineFault e)
        {
            return new MemoryJudge(run).OfFault(e);
        }
        catch (SiteException e)
        {
            return new(EndOutcome.EngineFailed, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(EndOutcome.EngineFailed, DiskFault.Of(e, run.Settings));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault of ours must not leave the job running on the site for ever: the boundary tells it like any other.
            return new(EndOutcome.EngineFailed, $"The engine made a mistake ({e.GetType().Name}: {e.Message.TrimEnd('.')}). Please report it.");
        }
    }

    private async Task<JobVerdict> StagesAsync()
    {
        var started = run.Time.GetTimestamp();
        var (runtime, launch) = await new GearPreparation(run.GearRun).PrepareAsync(run.Stop.Token);
        await LetEarlierEngineGoAsync();
        run.Preparation = run.Time.GetElapsedTime(started);

        started = run.Time.GetTimestamp();
        var killsBefore = run.Meter.OutOfMemoryKills;
        GearExit exit;
        try
        {
            exit = await new GearStage(run.GearRun).RunAsync(runtime, launch);
        }
        finally
        {
            run.Gear = run.Time.GetElapsedTime(started);
        }

        run.ExitCode = exit.Code;
        var outOfMemory = new MemoryJudge(run).OfGear(exit, killsBefore);
        if (outOfMemory is not null && run.Ends.IsLeftToClient(outOfMemory.EndedBy))
        {
            return outOfMemory;
        }

        await runtime.ReclaimAsync(run.Scratch.Gear, CancellationToken.None);
        var outputs = OutputScan.Of(run.Scratch.Gear);
        foreach (var warning in outputs.Warnings)
        {
            run.Log.Say(warning);
        }

        started = run.Time.GetTimestamp();
        run.Ends.Claim.IsOurs(); // else it stops us here
        run.Stop.Token.ThrowIfCancellationRequested();
        if (run.Generation == ApiGeneration.Core2018)
        {
            var verdict = outOfMemory ?? ((exit.Failure(run.Meter.SeesKillsOfGear) ?? outputs.Fault) is { } fault ? new(EndOutcome.GearFailed, fault) : new(EndOutcome.Complete, "The gear finished."));
            verdict = await new EndingUpload(run, report).UploadAsync(outputs, verdict, run.Stop.Token);
            run.Upload = run.Time.GetElapsedTime(started);
            return verdict;
        }

        var upload = await new OutputUpload(run, report).UploadAsync(outputs, run.Stop.Token);
        run.Upload = run.Time.GetElapsedTime(started);
        run.Outputs = upload.Names;
        if (outOfMemory is not null)
        {
            return outOfMemory with { Ticket = upload.Ticket };
        }

        return (exit.Failure(run.Meter.SeesKillsOfGear) ?? outputs.Fault ?? upload.Fault) is { } failure
            ? new(EndOutcome.GearFailed, failure, upload.Ticket)
            : new(EndOutcome.Complete, $"The gear finished. {Uploaded(upload.Names.Count)}", upload.Ticket);
    }

    private async Task LetEarlierEngineGoAsync()
    {
        var left = run.ClaimedAt + run.Settings.Limits.EarlierEngineGrace - run.Time.GetUtcNow();
        if (run.Earlier is { Claim: var earlier } && left > TimeSpan.Zero)
        {
            run.Log.Say(string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"An earlier engine of this job, on {earlier.Host}, has left no end. The gear starts in {Math.Ceiling(left.TotalSeconds)} s, by when that one has seen that the job is no longer its own."));
            await Task.Delay(left < run.Settings.Limits.EarlierEngineGrace ? left : run.Settings.Limits.EarlierEngineGrace, run.Time, run.Stop.Token);
        }
    }

    private static string Uploaded(int count) => count switch
    {
        0 => "It left no files to upload.",
        1 => "One file was uploaded.",
        _ => $"{count} files were uploaded.",
    };
}
