using HpcClient.Engine.Layout;
using HpcClient.Engine.Runtimes;
using HpcClient.Engine.Usage;

namespace HpcClient.Engine.Running;

/// <summary>The gear's own time: it is run and measured; afterwards no <c>config.json</c>, which may hold an API key, is left.</summary>
internal sealed class GearStage(GearRun run)
{
    /// <summary>Runs the gear to its end.</summary>
    /// <exception cref="EngineFault">The runtime could not start it.</exception>
    /// <exception cref="OperationCanceledException">The job was stopped; the gear is gone.</exception>
    public async Task<GearExit> RunAsync(IContainerRuntime runtime, GearLaunch launch)
    {
        try
        {
            return await MeasuredAsync(runtime, launch);
        }
        finally
        {
            if (!new GearFolder(run.Scratch).Forget())
            {
                await runtime.RemoveAsync(run.Scratch.Gear + "/config.json", CancellationToken.None);
            }

            run.Scratch.RemoveBy = folder => runtime.RemoveAsync(folder, CancellationToken.None);
        }
    }

    private async Task<GearExit> MeasuredAsync(IContainerRuntime runtime, GearLaunch launch)
    {
        var runner = new GearRunner(runtime, run.Log, run.Settings.Limits, run.Stop);
        if (runtime.Removal(run.Scratch).Count == 0)
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
}
