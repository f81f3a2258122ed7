using HpcClient.Engine.Ending;
using HpcClient.Engine.Layout;
using HpcClient.Engine.Outputs;
using HpcClient.Engine.Runtimes;
using HpcClient.Engine.Usage;
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
        var (runtime, launch) = await new GearPreparation(run).PrepareAsync(run.Stop.Token);
        await LetEarlierEngineGoAsync();
        run.Preparation = run.Time.GetElapsedTime(started);

        started = run.Time.GetTimestamp();
        var killsBefore = run.Meter.OutOfMemoryKills;
        GearExit exit;
        try
        {
            exit = await MeasuredAsync(runtime, launch);
        }
        finally
        {
            run.Gear = run.Time.GetElapsedTime(started);
            if (!new GearFolder(run.Scratch).Forget())
            {
                await runtime.RemoveAsync(run.Scratch.Gear + "/config.json", CancellationToken.None);
            }

            run.Scratch.RemoveBy = folder => runtime.RemoveAsync(folder, CancellationToken.None);
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

        var (ticket, stored) = await new OutputUpload(run, report).UploadAsync(outputs, run.Stop.Token);
        run.Upload = run.Time.GetElapsedTime(started);
        run.Outputs = stored;
        if (outOfMemory is not null)
        {
            return outOfMemory with { Ticket = ticket };
        }

        return (exit.Failure(run.Meter.SeesKillsOfGear) ?? outputs.Fault) is { } failure
            ? new(EndOutcome.GearFailed, failure, ticket)
            : new(EndOutcome.Complete, $"The gear finished. {Uploaded(stored.Count)}", ticket);
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

    private async Task<GearExit> MeasuredAsync(IContainerRuntime runtime, GearLaunch launch)
    {
        var runner = new GearRunner(runtime, run.Log, run.Settings.Limits, run.Stop);
        if (runtime.ContainerName(run.Job.Id) is null)
        {
            return await runner.RunAsync(launch);
        }

        run.Meter.Container = new(new JobCgroupFinder(run.Settings.ProcFolder), run.Settings.Scheduler, run.Time);
        using var over = new CancellationTokenSource();
        var measuring = run.Meter.Container.RunAsync(run.Scratch.ContainerProcess, over.Token);
        try
        {
            return await runner.RunAsync(launch);
        }
        finally
        {
            await over.CancelAsync();
            await measuring;
        }
    }

    private static string Uploaded(int count) => count switch
    {
        0 => "It left no files to upload.",
        1 => "One file was uploaded.",
        _ => $"{count} files were uploaded.",
    };
}
