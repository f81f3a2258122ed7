using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;

namespace HpcClient.Posix.Processes;

/// <summary>A started child whose output is handed on as it comes.</summary>
public sealed class RunningChild : IDisposable
{
    /// <summary>How long after the child's end its output may still be held open by something it left running.</summary>
    public static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly bool _leadsGroup;
    private readonly CancellationTokenSource _pumpsEnd = new();
    private readonly Task _pumps;

    private RunningChild(Process process, bool leadsGroup, string? input, Func<ChildOutput, ReadOnlyMemory<byte>, ValueTask> onOutput)
    {
        _process = process;
        _leadsGroup = leadsGroup;
        _pumps = Task.WhenAll(
            PumpAsync(process.StandardOutput.BaseStream, ChildOutput.Out, onOutput, _pumpsEnd.Token),
            PumpAsync(process.StandardError.BaseStream, ChildOutput.Error, onOutput, _pumpsEnd.Token),
            FeedAsync(process, input, _pumpsEnd.Token));
    }

    /// <summary>The child's process id (also its group's, when it was started with a session of its own).</summary>
    public int ProcessId => _process.Id;

    /// <summary>Exit code of a child that has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Starts <paramref name="command"/>.</summary>
    /// <param name="command">What to start.</param>
    /// <param name="onOutput">
    /// Receives each piece of output; a slow receiver slows the child, nothing is dropped. When it throws, the rest of that
    /// stream is read and dropped, so that the child can end, and <see cref="WaitAsync"/> throws it.
    /// </param>
    /// <exception cref="ProgramNotStartedException">The program is missing or may not be executed.</exception>
    public static RunningChild Start(ChildCommand command, Func<ChildOutput, ReadOnlyMemory<byte>, ValueTask> onOutput)
    {
        var program = Executables.Find(command.Program)
            ?? throw new ProgramNotStartedException(command.Program, "it is not on PATH, or not executable");
        var setsid = command.NewSession ? Executables.Find("setsid") : null;
        var start = new ProcessStartInfo(setsid ?? program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        if (setsid is not null)
        {
            start.ArgumentList.Add(program);
        }

        foreach (var argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (command.ClearEnvironment)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in command.Environment)
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }

        try
        {
            var process = Process.Start(start) ?? throw new ProgramNotStartedException(command.Program, "the system did not start it");
            return new(process, setsid is not null, command.StandardInput, onOutput);
        }
        catch (Win32Exception e)
        {
            throw new ProgramNotStartedException(command.Program, e.Message);
        }
    }

    /// <summary>Waits for the child's end and for its last output.</summary>
    /// <returns>Exit code; 128 + signal number when a signal ended it.</returns>
    public async Task<int> WaitAsync(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken);

        // A background process of the child may hold the pipe open for ever: do not wait for it.
        _pumpsEnd.CancelAfter(OutputGrace);
        await _pumps;
        return _process.ExitCode;
    }

    /// <summary>Signals the child, and with it all of its group when it leads one.</summary>
    /// <returns>False when it is already gone.</returns>
    public bool Send(Signal signal) =>
        (_leadsGroup && Signals.SendToGroup(_process.Id, signal)) ||

        // Also a leader whose group is not there yet: setsid may have been started and not come to its work.
        (!_process.HasExited && Signals.Send(_process.Id, signal));

    /// <summary>Asks the child to end (TERM) and, when it has not after <paramref name="grace"/>, ends it (KILL).</summary>
    public async Task StopAsync(TimeSpan grace, CancellationToken cancellationToken = default)
    {
        Send(Signal.Terminate);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(grace);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // Killed below.
        }

        // Also after a clean end: members of the group may have outlived their leader.
        Send(Signal.Kill);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _pumpsEnd.Cancel();
        _pumpsEnd.Dispose();
        _process.Dispose();
    }

    private static async Task PumpAsync(
        Stream stream, ChildOutput output, Func<ChildOutput, ReadOnlyMemory<byte>, ValueTask> onOutput, CancellationToken end)
    {
        var buffer = new byte[16 * 1024];
        ExceptionDispatchInfo? fault = null;
        try
        {
            while (await stream.ReadAsync(buffer, end) is var count and > 0)
            {
                if (fault is null)
                {
                    try
                    {
                        await onOutput(output, buffer.AsMemory(0, count));
                    }
                    catch (Exception e)
                    {
                        // Thrown at the end: a child that nobody reads would wait for ever on its full pipe.
                        fault = ExceptionDispatchInfo.Capture(e);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The grace after the child's end is over.
        }

        fault?.Throw();
    }

    private static async Task FeedAsync(Process process, string? input, CancellationToken end)
    {
        try
        {
            await using var stdin = process.StandardInput;
            if (input is not null)
            {
                // As bytes: the writer's own encoding would follow the locale.
                await stdin.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input), end);
            }
        }
        catch (IOException)
        {
            // The child ended, or closed its input, before reading all of it: its exit code tells the story.
        }
        catch (OperationCanceledException)
        {
            // The child ended, and something that it left running holds the input without reading it.
        }
    }
}
