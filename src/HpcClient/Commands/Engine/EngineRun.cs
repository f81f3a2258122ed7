using System.Runtime.InteropServices;
using HpcClient.Engine;
using HpcClient.Engine.Configuration;
using HpcClient.Engine.NodeChecks;
using HpcClient.Flywheel.Jobs;
using HpcClient.Posix.Processes;
using HpcClient.Settings.Folder;

namespace HpcClient.Commands.Engine;

/// <summary><c>engine run --single-job ID</c></summary>
internal static class EngineRun
{
    /// <summary>Runs the job.</summary>
    /// <returns>An exit code of <see cref="ExitCodes"/>.</returns>
    public static async Task<int> RunAsync(string jobId, TextWriter console, CancellationToken cancellationToken)
    {
        if (!JobIds.IsValid(jobId))
        {
            await console.WriteLineAsync("--single-job needs the id of a job on the site: letters, digits, '-' and '_' only.");
            return ExitCodes.Usage;
        }

        await new EngineOfBuild(console).TakeOverAsync(Present(), jobId, cancellationToken);
        var faults = EngineSettings.FromEnvironment(out var settings);
        if (NodeCheck.IsProbe(jobId))
        {
            await NodeCheck.RunAsync(jobId, settings, faults, Present(), cancellationToken);
        }

        if (settings is null)
        {
            foreach (var fault in faults)
            {
                await console.WriteLineAsync(fault);
            }

            return ExitCodes.Settings;
        }

        if (NodeCheck.IsProbe(jobId))
        {
            return ExitCodes.Success;
        }

        using var engine = new GearEngine(settings, console, TimeProvider.System);

        // Ours come first and say which signal it was; without them, or on a second one, the token's cancellation still ends the job.
        using var terminate = On(PosixSignal.SIGTERM, engine);
        using var interrupt = On(PosixSignal.SIGINT, engine);
        using var hangUp = On(PosixSignal.SIGHUP, engine);
        using var first = OnNotice(Signal.User1, "SIGUSR1", engine);
        using var second = OnNotice(Signal.User2, "SIGUSR2", engine);
        using var cpuTime = OnNotice(Signal.CpuTime, "SIGXCPU", engine);
        await using var cancelled = cancellationToken.Register(() => engine.Stop("told to stop"));
        var result = await engine.RunAsync(jobId);
        if (result.Exit is EngineExit.ClaimedElsewhere or EngineExit.NotOurs or EngineExit.SiteFailed or EngineExit.FolderFailed)
        {
            await console.WriteLineAsync(result.Sentence);
        }

        return Code(result.Exit);
    }

    // Scripts start the engine in logs/temp of the folder.
    private static WorkFolder Present() =>
        new(Environment.GetEnvironmentVariable("FW_HPC_FOLDER") is { Length: > 0 } named ? named : Path.GetFullPath(Path.Combine(Environment.CurrentDirectory, "..", "..")));

    private static PosixSignalRegistration On(PosixSignal signal, GearEngine engine) => PosixSignalRegistration.Create(signal, context =>
    {
        // Otherwise the default ends this process before the gear is.
        context.Cancel = true;
        engine.Stop(signal.ToString());
    });

    // .NET has no names for these, but takes their numbers.
    private static PosixSignalRegistration OnNotice(Signal signal, string name, GearEngine engine) => PosixSignalRegistration.Create((PosixSignal)(int)signal, context =>
    {
        context.Cancel = true;
        engine.Notice(name);
    });

    private static int Code(EngineExit exit) => exit switch
    {
        EngineExit.Complete => ExitCodes.Success,
        EngineExit.GearFailed => ExitCodes.GearFailed,
        EngineExit.ClaimedElsewhere => ExitCodes.ClaimedElsewhere,
        EngineExit.NotOurs => ExitCodes.NotOurs,
        EngineExit.Stopped => ExitCodes.Stopped,
        EngineExit.SiteFailed => ExitCodes.Site,
        EngineExit.FolderFailed => ExitCodes.Folder,
        _ => ExitCodes.Failure,
    };
}
