using System.Runtime.InteropServices;
using HpcClient.Posix.Processes;
using HpcClient.Scheduling.Observations;

namespace HpcClient.Scheduling.Local;

/// <summary>
/// Watches one job of the <c>local</c> scheduler from its start to its end, in a process of its own that outlives the
/// client. The hidden command that <see cref="SchedulerContext.ShepherdCommand"/> names calls it.
/// </summary>
public static class LocalShepherd
{
    /// <summary>Exit code of a shepherd that found nothing to do: the job is over, cancelled or watched by another.</summary>
    public const int NothingToDo = 3;

    private const int FirstSignalCode = 129;
    private const int LastSignalCode = 192;

    /// <summary>Starts the job's script, waits for its end, records it and starts the next jobs in line.</summary>
    /// <param name="jobFolder">The job's folder: the last argument of the hidden command.</param>
    /// <param name="shepherdCommand">How to start shepherds for the next jobs; as <see cref="SchedulerContext.ShepherdCommand"/>.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="cancellationToken">Stops the job, as a TERM signal to this process does.</param>
    /// <returns>The exit code for the process: 0 when the job ran, whatever came of it, else <see cref="NothingToDo"/>.</returns>
    public static async Task<int> RunAsync(
        string jobFolder, IReadOnlyList<string> shepherdCommand, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var onTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });
        var state = LocalState.Around(jobFolder, timeProvider);
        var job = new LocalJobFolder(Path.GetFullPath(jobFolder));
        if (!await ClaimAsync(state, job, timeProvider))
        {
            return NothingToDo;
        }

        job.End = await RunScriptAsync(job, timeProvider, stop.Token);
        using (await state.LockAsync(CancellationToken.None))
        {
            // What a failing start of others has to say is found by whoever observes next.
            _ = await new LocalQueue(state, shepherdCommand, timeProvider).AdvanceAsync(CancellationToken.None);
        }

        return 0;
    }

    /// <summary>Makes sure that this is the job's only shepherd and that its script has never been started.</summary>
    private static async Task<bool> ClaimAsync(LocalState state, LocalJobFolder job, TimeProvider timeProvider)
    {
        using var held = await state.LockAsync(CancellationToken.None);
        if (!Directory.Exists(job.Path) || job.End is not null || job.Run is not null || job.Cancel is not null)
        {
            return false;
        }

        var me = LocalProcess.Current();
        var watch = job.Watch;
        if (watch?.Process is { } other && other != me && other.IsAlive())
        {
            return false;
        }

        job.Watch = new(me, watch?.Attempt ?? 1);

        // Without process: should we die in between, the script may or may not run and must not be started again.
        job.Run = new(timeProvider.GetUtcNow(), null);
        return true;
    }

    private static async Task<LocalEnd> RunScriptAsync(LocalJobFolder folder, TimeProvider timeProvider, CancellationToken stop)
    {
        var job = folder.Job;
        var startedAt = folder.Run!.StartedAt;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(job.OutputPath))!);
            var said = new MemoryStream();
            using var child = RunningChild.Start(Command(folder, job), (_, bytes) => said.WriteAsync(bytes, CancellationToken.None));
            folder.Run = new(startedAt, ProcessIdentity.Of(child.ProcessId) is { } identity ? LocalProcess.Of(identity) : null);
            var exitCode = await WaitAsync(child, stop);

            // As a batch scheduler does: nothing of a job outlives it.
            child.Send(Signal.Kill);
            return EndOf(folder, exitCode, startedAt, timeProvider, stop.IsCancellationRequested);
        }
        catch (Exception e) when (e is ProgramNotStartedException or IOException or UnauthorizedAccessException)
        {
            return new() { Cause = EndCause.LaunchFailure, Reason = e.Message, StartedAt = startedAt, EndedAt = timeProvider.GetUtcNow() };
        }
    }

    // The script writes to its file itself, so that it goes on writing should we be killed. Batch systems run scripts
    // without the executable bit as well.
    private static ChildCommand Command(LocalJobFolder folder, LocalJob job) => new()
    {
        Program = "bash",
        Arguments = ["-c", "exec >\"$1\" 2>&1 </dev/null; [ -x \"$2\" ] && exec \"$2\"; exec bash \"$2\"", "bash", job.OutputPath, job.ScriptPath],
        WorkingDirectory = Path.GetDirectoryName(job.ScriptPath),
        NewSession = true,
        Environment = new Dictionary<string, string?>
        {
            ["FW_LOCAL_JOB_ID"] = folder.Id,
            ["FW_LOCAL_RESTART_COUNT"] = "0",
        },
    };

    private static async Task<int> WaitAsync(RunningChild child, CancellationToken stop)
    {
        try
        {
            return await child.WaitAsync(stop);
        }
        catch (OperationCanceledException)
        {
            await child.StopAsync(LocalQueue.StopGrace, CancellationToken.None);
            return await child.WaitAsync(CancellationToken.None);
        }
    }

    private static LocalEnd EndOf(LocalJobFolder folder, int exitCode, DateTimeOffset startedAt, TimeProvider timeProvider, bool stopped)
    {
        var usage = ChildUsage.Read();
        var (cause, reason) = folder.Cancel is not null ? (EndCause.Cancelled, "cancelled while it ran")
            : stopped ? (EndCause.NodeFailure, "the process that watched it was told to stop, as when the machine shuts down")
            : exitCode == 0 ? (EndCause.ScriptSucceeded, (string?)null)
            : (EndCause.ScriptFailed, null);
        return new()
        {
            Cause = cause,
            Reason = reason,
            ExitCode = exitCode,

            // A shell's way to tell a signal; a script that itself ends with such a code cannot be told apart.
            Signal = exitCode is >= FirstSignalCode and <= LastSignalCode ? exitCode - 128 : null,
            StartedAt = startedAt,
            EndedAt = timeProvider.GetUtcNow(),
            PeakMemoryBytes = usage?.PeakMemoryBytes,
            CpuSeconds = usage?.CpuTime.TotalSeconds,
        };
    }
}
