using System.Text;

namespace HpcClient.Posix.Processes;

/// <summary>Runs a program to its end and keeps what it said.</summary>
public static class ChildProcess
{
    /// <summary>Default limit of each captured stream, in bytes; what comes after is read and dropped.</summary>
    public const int DefaultCaptureBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan KillGrace = TimeSpan.FromSeconds(2);

    /// <summary>Runs <paramref name="command"/> to its end, at most for <paramref name="timeout"/>.</summary>
    /// <param name="command">What to run.</param>
    /// <param name="timeout">After this it gets TERM, then KILL, and the result says <see cref="ChildResult.TimedOut"/>.</param>
    /// <param name="maxCaptureBytes">Limit of each captured stream, in bytes.</param>
    /// <param name="onStarted">Hears the child's process id.</param>
    /// <param name="cancellationToken">Ends the child and throws.</param>
    /// <exception cref="ProgramNotStartedException">The program is missing or may not be executed.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up; the child is gone.</exception>
    public static async Task<ChildResult> RunAsync(
        ChildCommand command, TimeSpan timeout, int maxCaptureBytes = DefaultCaptureBytes, Action<int>? onStarted = null,
        CancellationToken cancellationToken = default)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var child = RunningChild.Start(command, (stream, bytes) =>
        {
            var target = stream == ChildOutput.Out ? output : error;
            target.Write(bytes.Span[..(int)Math.Min(bytes.Length, Math.Max(0, maxCaptureBytes - target.Length))]);
            return ValueTask.CompletedTask;
        });
        onStarted?.Invoke(child.ProcessId);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        var timedOut = false;
        int exitCode;
        try
        {
            exitCode = await child.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            timedOut = !cancellationToken.IsCancellationRequested;
            await child.StopAsync(KillGrace, CancellationToken.None);
            exitCode = await child.WaitAsync(CancellationToken.None);
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new(exitCode, Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length),
            Encoding.UTF8.GetString(error.GetBuffer(), 0, (int)error.Length), timedOut);
    }
}
