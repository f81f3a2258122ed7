using HpcClient.Engine.Configuration;
using HpcClient.Engine.Logs;
using HpcClient.Engine.Runtimes;
using HpcClient.Engine.Stopping;
using HpcClient.Posix.Processes;

namespace HpcClient.Engine.Running;

/// <summary>Runs the gear to its end, or ends it when the job is stopped; nothing of it is left afterwards.</summary>
internal sealed class GearRunner(IContainerRuntime runtime, JobLog log, EngineLimits limits, StopSource stop)
{
    // A scheduler that kills the whole job ends the gear at the moment in which it tells us.
    private static readonly TimeSpan SignalRace = TimeSpan.FromSeconds(1);

    /// <summary>Runs it.</summary>
    /// <exception cref="EngineFault">The runtime could not start it.</exception>
    /// <exception cref="OperationCanceledException">The job was stopped; the gear is gone.</exception>
    public async Task<GearExit> RunAsync(GearLaunch launch)
    {
        var removal = runtime.Removal(launch.Scratch);
        using var watcher = GearWatcher.Start(launch.Scratch.Root, removal);
        using var lifeline = removal.Count > 0 ? Lifeline.Tie(launch.Scratch.Lifeline) : null;
        try
        {
            using var child = Start(launch);
            watcher.Watch(child.ProcessId);
            launch.Scratch.MarkGear(runtime.Name, child.ProcessId);
            int code;
            try
            {
                code = await child.WaitAsync(stop.Token);
            }
            catch (OperationCanceledException)
            {
                await child.StopAsync(limits.GearStopGrace);
                await runtime.CleanAsync(launch.JobId, CancellationToken.None);
                await child.WaitAsync(CancellationToken.None);
                throw;
            }

            // What the gear left running ends with it.
            child.Send(Signal.Kill);
            if (code is 128 + (int)Signal.Terminate or 128 + (int)Signal.Kill or 128 + (int)Signal.Interrupt)
            {
                await Task.WhenAny(Task.Delay(SignalRace, stop.Token));
                stop.Token.ThrowIfCancellationRequested();
            }

            log.GearEnded();
            return runtime.OwnFailure(code, log.LastWords) is { } failure ? throw new EngineFault(failure) : new(code, log.LastWords);
        }
        finally
        {
            log.GearEnded();
            watcher.Release();
        }
    }

    private RunningChild Start(GearLaunch launch)
    {
        try
        {
            return RunningChild.Start(runtime.Launch(launch), log.GearWroteAsync);
        }
        catch (ProgramNotStartedException e)
        {
            throw new EngineFault(e.Message);
        }
    }
}
